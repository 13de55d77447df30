package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
)

// askPolicy answers a question about a rule with the directive's own words.
func askPolicy(ctx context.Context, t *turn) error {
	return t.put(ctx, "policy.ask", refs{Topic: t.read.Slots.Topic})
}

func showPolicy(ctx context.Context, t *turn) error {
	return t.put(ctx, "policy.ask", refs{Topic: t.in.Value})
}

func loadPolicy(_ context.Context, r *reading) (answer.Answer, error) {
	p := answer.Policy{Topic: r.refs.Topic}
	for _, id := range articlesOn(r.refs.Topic) {
		if a, ok := r.book.Directive.Article(id); ok {
			p.Quotes = append(p.Quotes, a)
			p.Grounds = append(p.Grounds, answer.GroundOf(r.book.Directive, id))
		}
	}
	return p, nil
}

// articlesOn returns the provisions that speak of a topic; the whole of the
// catalogue's topics is here, "" and anything else rest on 二(一).
func articlesOn(topic string) []string {
	switch topic {
	case "cleanup_scope":
		return []string{"二(二)a"}
	case "department_structure", "announcement", "reporting_system":
		return []string{"二(二)b"}
	case "county_route", "registry_days":
		return []string{"二(三)a"}
	case "department_route":
		return []string{"二(三)b"}
	case "consent":
		return []string{"二(三)a", "二(三)b"}
	case "vertical":
		return []string{"二(三)c"}
	case "spot_check":
		return []string{"三(一)"}
	case "contact_change", "security":
		return []string{"三(二)"}
	case "coordinator_form":
		return []string{"三(三)"}
	case "materials":
		return []string{"二(二)c", "结尾"}
	case "responsibility":
		return []string{"一"}
	case "goal":
		return []string{"二"}
	case "basis":
		return []string{"结尾"}
	default: // suffix, one_site, institution, transfer, idle
		return []string{"二(一)"}
	}
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
