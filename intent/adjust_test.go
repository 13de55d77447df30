package intent

import (
	"reflect"
	"testing"
	"time"
)

func TestAdjusts(t *testing.T) {
	r := New([]Unit{
		{Code: "a", Names: []string{"宿州市旅游发展委员会", "旅发委"}},
		{Code: "b", Names: []string{"宿州市文化广电新闻出版局", "文广新局"}},
		{Code: "c", Names: []string{"宿州市体育局", "体育局"}},
	})
	today := time.Date(2018, 12, 3, 2, 0, 0, 0, time.UTC)
	for text, want := range map[string]Adjustment{
		"把旅发委并入文广新局，自2019年1月1日起":         {Kind: "merged", Units: []string{"a"}, Into: "b", On: "2019-01-01"},
		"自2018-11-25起，将旅发委合并到文广新局":       {Kind: "merged", Units: []string{"a"}, Into: "b", On: "2018-11-25"},
		"旅发委、体育局12月1日并入文广新局":             {Kind: "merged", Units: []string{"a", "c"}, Into: "b", On: "2018-12-01"},
		"12月31日旅发委划入文广新局":                {Kind: "merged", Units: []string{"a"}, Into: "b", On: "2017-12-31"},
		"旅发委今天并入文广新局":                    {Kind: "merged", Units: []string{"a"}, Into: "b", On: "2018-12-03"},
		"merge 旅发委 into 文广新局 2018-12-01": {Kind: "merged", Units: []string{"a"}, Into: "b", On: "2018-12-01"},
		"旅发委并入某个新局":                      {Kind: "merged", Units: []string{"a"}},
		"旅发委2018年2月30日并入文广新局":            {Kind: "merged", Units: []string{"a"}, Into: "b"},
		"旅发委更名为「宿州市文化旅游局」，自2018年12月1日起":  {Kind: "renamed", Units: []string{"a"}, Name: "宿州市文化旅游局", On: "2018-12-01"},
		"即日起旅发委改名为宿州市文旅局":                {Kind: "renamed", Units: []string{"a"}, Name: "宿州市文旅局", On: "2018-12-03"},
		"旅发委更名为宿州市文旅局自2018年12月1日起":       {Kind: "renamed", Units: []string{"a"}, Name: "宿州市文旅局", On: "2018-12-01"},
		"旅发委和体育局合并为文化旅游局":                {Kind: "merged", Units: []string{"a", "c"}},
		"机构调整":     {},
		"撤销旅发委的并入": {Kind: "merged", Units: []string{"a"}, Back: true},
		"撤销旅发委的更名": {Units: []string{"a"}, Back: true},
	} {
		got, is := r.Adjusts(text, today)
		if !is || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v %+v, want %+v", text, is, got, want)
		}
	}
	for _, text := range []string{
		"旅发委并入文广新局后域名怎么办", "旅发委是不是要并入文广新局？", "教体局的域名怎么样", "体育局域名划入ahsz.gov.cn", "把a.gov.cn划入文广新局", "looking into it", "撤回申请", "取消提醒", "",
	} {
		if got, is := r.Adjusts(text, today); is {
			t.Errorf("%s is taken for %+v", text, got)
		}
	}
}
