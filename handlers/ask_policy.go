package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
)

// askPolicy answers a question about a rule with the directive's own words.
// What a unit hands in is answered for the asker's own: it may owe nothing.
func askPolicy(ctx context.Context, t *turn) error {
	if t.read.Slots.Topic == "materials" && t.who.Unit != "" && !t.in.inChannel() {
		return t.put(ctx, "deadline.info", refs{Kind: string(rules.Cleanup), Unit: t.who.Unit})
	}
	return t.put(ctx, "policy.ask", refs{Topic: t.read.Slots.Topic})
}

func showPolicy(ctx context.Context, t *turn) error {
	return t.put(ctx, "policy.ask", refs{Topic: t.in.Value})
}

func loadPolicy(_ context.Context, r *reading) (answer.Answer, error) {
	articles, known := rules.ArticlesOn(r.refs.Topic)
	if !known {
		return answer.Notice{Key: "unknown", Buttons: wayOut()}, nil
	}
	p := answer.Policy{Topic: r.refs.Topic, Suffix: r.book.Directive.Suffix}
	for _, id := range articles {
		if a, ok := r.book.Directive.Article(id); ok {
			p.Quotes = append(p.Quotes, a)
			p.Grounds = append(p.Grounds, answer.GroundOf(r.book.Directive, id))
		}
	}
	return p, nil
}

// askContact says whom to turn to: the office that the directive names.
func askContact(ctx context.Context, t *turn) error {
	return t.put(ctx, "contact.ask", refs{})
}

func loadContact(_ context.Context, r *reading) (answer.Answer, error) {
	dl, _ := r.book.Directive.Deadline(rules.Cleanup)
	return answer.ContactInfo{
		HandIn: r.book.Directive.HandIn, Article: dl.Article,
		Ground: answer.GroundOf(r.book.Directive, dl.Article),
	}, nil
}
