package main

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
)

// A sample is one object of a kind, as Slack's reference has it. Where a kind
// looks different by what is in it, it has several.

// blockSamples are the blocks that may be sent, by kind. What stands in a block
// and is tried by itself is a button here.
func blockSamples() map[string][]object {
	long := "宿州市教育体育局的现用域名不符合结构要求，须按流程重新申请；调整情况在网站首页醒目位置公告3个月后，注销原域名。"
	return map[string][]object{
		"section": {
			{"text": mrkdwnText("*粗体* 与 `代码`\n> 引文\n" + long)}, {"text": plainText("不作标记的*星号*")},
			{"fields": []any{mrkdwnText("左栏"), plainText("右栏")}},
		},
		"header":   {{"text": plainText("标题 🟡")}},
		"context":  {{"elements": []any{mrkdwnText("_依据_")}}},
		"actions":  {{"elements": []any{elementOf("button")}}},
		"divider":  {{}},
		"input":    {{"label": plainText("名称"), "hint": plainText("如何填写"), "element": elementOf("plain_text_input")}},
		"image":    {{"title": plainText("图的标题"), "image_url": dot(), "alt_text": "一个点"}},
		"markdown": {{"text": "## 小标题\n- 第一条 **要点**\n- 第二条"}},
		"table":    {{"rows": []any{[]any{cellSample("单位"), cellSample("期限")}, []any{cellSample("教体局"), cellSample(long)}}}},
		"card": {{
			"title": mrkdwnText("卡片"), "subtitle": plainText("副题"), "body": mrkdwnText("*卡片* 的正文"),
			"actions": []any{elementOf("button")},
		}},
		"rich_text": {{"elements": []any{elementOf("rich_text_section")}}},
	}
}

// elementSamples are what may stand in a block, by kind.
func elementSamples() map[string][]object {
	options := []any{choiceSample("甲项", "a"), choiceSample("乙项", "b")}
	groups := []any{object{"label": plainText("一组"), "options": options}}
	run := object{"type": "text", "text": "富文本"}
	rich := []any{
		run, object{"type": "text", "text": "粗", "style": object{"bold": true}}, object{"type": "link", "url": "https://www.ahsz.gov.cn/", "text": "门户"},
		object{"type": "user", "user_id": "U1"}, object{"type": "channel", "channel_id": "C1"}, object{"type": "emoji", "name": "bulb", "unicode": "1f4a1"},
		object{"type": "broadcast", "range": "here"}, object{"type": "date", "timestamp": 1_544_751_000, "format": "{date}", "fallback": "12月14日"},
	}
	list := object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": "列项"}}}
	return map[string][]object{
		"button":         {{"text": plainText("办理"), "value": "b"}, {"text": plainText("删除"), "value": "b", "style": "danger"}},
		"overflow":       {{"options": options}},
		"static_select":  {{"options": options}, {"option_groups": groups, "placeholder": plainText("请选"), "initial_option": options[0]}},
		"checkboxes":     {{"options": options}},
		"radio_buttons":  {{"options": options, "initial_option": options[0]}},
		"datepicker":     {{"initial_date": "2018-12-03", "placeholder": plainText("日期")}},
		"timepicker":     {{}},
		"datetimepicker": {{}},

		"external_select":            {{"min_query_length": 1, "placeholder": plainText("找单位")}},
		"users_select":               {{}},
		"conversations_select":       {{}},
		"channels_select":            {{}},
		"multi_static_select":        {{"options": options}, {"option_groups": groups}},
		"multi_external_select":      {{"min_query_length": 0}},
		"multi_users_select":         {{}},
		"multi_conversations_select": {{}},
		"multi_channels_select":      {{"max_selected_items": 1}},

		"plain_text_input": {{"placeholder": plainText("请填写")}, {"multiline": true, "max_length": 50}},
		"email_text_input": {{}},
		"url_text_input":   {{}},
		"number_input":     {{"is_decimal_allowed": false}},
		"rich_text_input":  {{}},
		"file_input":       {{"filetypes": []any{"txt"}, "max_files": 1}},

		"image":      {{"image_url": dot(), "alt_text": "一个点"}},
		"mrkdwn":     {{"text": "*要点*"}},
		"plain_text": {{"text": "白话"}},
		"raw_text":   {{"text": "格子"}},

		"rich_text":              {{"elements": []any{list}}},
		"rich_text_section":      {{"elements": rich}},
		"rich_text_preformatted": {{"elements": []any{run}}},
		"rich_text_quote":        {{"elements": []any{run}}},
		"rich_text_list":         {{"style": "bullet", "elements": []any{list}}, {"style": "ordered", "offset": 2, "indent": 1, "elements": []any{list}}},
	}
}

// elementOf is the first sample of a kind, to stand in a block that is tried.
func elementOf(kind string) object {
	return with(elementSamples()[kind][0], object{"type": kind, "action_id": "inner"})
}

func plainText(words string) object  { return object{"type": "plain_text", "text": words} }
func mrkdwnText(words string) object { return object{"type": "mrkdwn", "text": words} }
func cellSample(words string) object { return object{"type": "raw_text", "text": words} }

func choiceSample(words, value string) object {
	return object{"text": plainText(words), "value": value, "description": plainText("说明")}
}

func confirmSample() object {
	return object{"title": plainText("请确认"), "text": plainText("确定要这样做？"), "confirm": plainText("确定"), "deny": plainText("不")}
}

// dot is a picture that needs no network.
func dot() string {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))) // a buffer takes all
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
}
