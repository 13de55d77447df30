package bot

import (
	"errors"
	"strings"
	"testing"
)

const (
	plainT  = `{"type":"plain_text","text":"t"}`
	mrkdwnT = `{"type":"mrkdwn","text":"t"}`
	optionT = `{"text":` + plainT + `,"value":"v"}`
)

// What Slack refuses whatever its size: a block, the path to what is wrong in it,
// and the rule; no rule for what is right.
var shapes = map[string]struct{ block, path, rule string }{
	"a section of text":         {`{"type":"section","text":` + mrkdwnT + `}`, "", ""},
	"a section of fields":       {`{"type":"section","fields":[` + mrkdwnT + `]}`, "", ""},
	"an empty section":          {`{"type":"section"}`, ".text", ruleMissing},
	"a header in mrkdwn":        {`{"type":"header","text":` + mrkdwnT + `}`, ".text", rulePlain},
	"a header of nothing":       {`{"type":"header"}`, ".text", ruleMissing},
	"nothing to do":             {`{"type":"actions","elements":[]}`, ".elements", ruleMissing},
	"an input without label":    {`{"type":"input","element":{"type":"plain_text_input"}}`, ".label", ruleMissing},
	"an input of a button":      {`{"type":"input","label":` + plainT + `,"element":{"type":"button","text":` + plainT + `}}`, ".element", ruleHere + "button"},
	"an input beside a section": {`{"type":"section","text":` + plainT + `,"accessory":{"type":"plain_text_input"}}`, ".accessory", ruleHere + "plain_text_input"},
	"a button in a context":     {`{"type":"context","elements":[{"type":"button","text":` + plainT + `}]}`, ".elements[0]", ruleHere + "button"},
	"a button in mrkdwn":        {`{"type":"actions","elements":[{"type":"button","text":` + mrkdwnT + `}]}`, ".elements[0].text", rulePlain},
	"a button of its own style": {`{"type":"actions","elements":[{"type":"button","style":"default","text":` + plainT + `}]}`, ".elements[0].style", ruleForm},
	"a button asks half":        {`{"type":"actions","elements":[{"type":"button","text":` + plainT + `,"confirm":{"title":` + plainT + `}}]}`, ".elements[0].confirm.text", ruleMissing},
	"a day that is none":        {`{"type":"actions","elements":[{"type":"datepicker","initial_date":"2018-13-01"}]}`, ".elements[0].initial_date", ruleForm},
	"a menu of nothing":         {`{"type":"actions","elements":[{"type":"static_select"}]}`, ".elements[0].options", ruleMissing},
	"a menu, twice":             {`{"type":"actions","elements":[{"type":"static_select","options":[` + optionT + `],"option_groups":[{"label":` + plainT + `,"options":[` + optionT + `]}]}]}`, ".elements[0].options", ruleEither},
	"a choice that is none":     {`{"type":"actions","elements":[{"type":"static_select","options":[` + optionT + `],"initial_option":{"text":` + plainT + `,"value":"w"}}]}`, ".elements[0].initial_option", ruleAmong},
	"a choice in a group":       {`{"type":"actions","elements":[{"type":"static_select","option_groups":[{"label":` + plainT + `,"options":[` + optionT + `]}],"initial_option":` + optionT + `}]}`, "", ""},
	"a menu in mrkdwn":          {`{"type":"actions","elements":[{"type":"static_select","options":[{"text":` + mrkdwnT + `,"value":"v"}]}]}`, ".elements[0].options[0].text", rulePlain},
	"a radio button in mrkdwn":  {`{"type":"actions","elements":[{"type":"radio_buttons","options":[{"text":` + mrkdwnT + `,"value":"v"}]}]}`, "", ""},
	"an option of no value":     {`{"type":"actions","elements":[{"type":"overflow","options":[{"text":` + plainT + `}]}]}`, ".elements[0].options[0].value", ruleMissing},
	"a search field":            {`{"type":"actions","elements":[{"type":"external_select","placeholder":` + plainT + `,"min_query_length":0}]}`, "", ""},
	"a picture of nothing":      {`{"type":"image","alt_text":"t"}`, ".image_url", ruleMissing},
	"an uneven table":           {`{"type":"table","rows":[[{"type":"raw_text","text":"a"}],[]]}`, ".rows[1]", ruleUneven},
	"a table of buttons":        {`{"type":"table","rows":[[{"type":"button","text":` + plainT + `}]]}`, ".rows[0][0]", ruleHere + "button"},
}

func TestShapes(t *testing.T) {
	for name, c := range shapes {
		t.Run(name, func(t *testing.T) {
			err := CheckMessage([]byte(`{"text":"x","blocks":[`+c.block+`]}`), false)
			if c.rule == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if over := limitError(t, err); over.Rule != c.rule || over.Path != "blocks[0]"+c.path {
				t.Errorf("%s at %s", over.Rule, over.Path)
			}
		})
	}
}

func TestViewsAreMeasured(t *testing.T) {
	modal := func(rest string) string { return `{"type":"modal","blocks":[],` + rest + `}` }
	input := `{"type":"input","label":` + plainT + `,"element":{"type":"plain_text_input"}}`
	for body, path := range map[string]string{
		modal(`"title":` + plainT):                                                        "",
		`{"type":"home","blocks":[]}`:                                                     "",
		modal(`"submit":` + plainT):                                                       "title",
		modal(`"title":` + mrkdwnT):                                                       "title",
		modal(`"title":{"type":"plain_text","text":"` + words(25) + `"}`):                 "title",
		modal(`"title":` + plainT + `,"close":{"type":"plain_text","text":""}`):           "close",
		`{"type":"modal","title":` + plainT + `,"blocks":[` + input + `]}`:                "submit",
		modal(`"title":` + plainT + `,"private_metadata":"` + words(3001) + `"`):          "private_metadata",
		modal(`"title":` + plainT + `,"callback_id":"` + words(256) + `"`):                "callback_id",
		`{"type":"home","blocks":[` + strings.Repeat(`{"type":"divider"},`, 100) + `{}]}`: "blocks",
	} {
		err := CheckView([]byte(body))
		var over *LimitError
		switch {
		case path == "" && err != nil:
			t.Errorf("%.200s: %v", body, err)
		case path != "" && (!errors.As(err, &over) || over.Path != path):
			t.Errorf("%.200s: %v, want %s", body, err, path)
		}
	}
	if CheckView([]byte("[]")) == nil || CheckMessage([]byte("[]"), true) == nil {
		t.Error("what is no view or message passes")
	}
}
