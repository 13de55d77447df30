package naming

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestMatchHost(t *testing.T) {
	for _, c := range []struct {
		name, prefecture, host string
		want                   string // what the match says of itself
		ok                     bool
	}{
		// Ways to write the name itself.
		{"武昌区", "武汉市", "www.wuchang.gov.cn", "full_pinyin: wuchang=武昌", true},
		{"武昌区", "武汉市", "www.wc.gov.cn", "initials: wc=武昌", true},
		{"武昌区", "武汉市", "www.wuch.gov.cn", "mixed: wuch=武昌", true},
		{"漳平市", "龙岩市", "www.zhp.gov.cn", "initials: zhp=漳平", true},
		{"理县", "阿坝州", "www.li-xian.gov.cn", "full_pinyin: li=理 xian=县", true},
		{"理县", "阿坝州", "www.l.gov.cn", "unrelated: l", false},
		// What the place is, kept, dropped, or of an earlier time.
		{"武昌区", "武汉市", "www.wuchangqu.gov.cn", "full_pinyin: wuchang=武昌 qu=区", true},
		{"临泽县", "张掖市", "www.lzx.gov.cn", "initials: lz=临泽 x=县", true},
		{"漳平市", "龙岩市", "www.zhangpingcity.gov.cn", "full_pinyin: zhangping=漳平 city=市", true},
		{"正镶白旗", "锡林郭勒盟", "www.zxbq.gov.cn", "initials: zxb=正镶白 q=旗", true},
		// Official words after it.
		{"武昌区", "武汉市", "www.wcqzf.gov.cn", "initials: wc=武昌 q=区 zf", true},
		{"临泽县", "张掖市", "www.lzxzf.gov.cn", "initials: lz=临泽 x=县 zf", true},
		{"临泽县", "张掖市", "www.linzegov.gov.cn", "full_pinyin: linze=临泽 gov", true},
		{"临泽县", "张掖市", "xxgk.linze.gov.cn", "full_pinyin: linze=临泽", true},
		// What it lies in.
		{"萧县", "宿州市", "www.ahxx.gov.cn", "initials: ah=安徽 x=萧 x=县", true},
		{"萧县", "宿州市", "www.wanxiaoxian.gov.cn", "full_pinyin: wan=安徽 xiao=萧 xian=县", true},
		{"瑶海区", "合肥市", "www.hfyaohai.gov.cn", "full_pinyin: hf=合肥 yaohai=瑶海", true},
		{"瑶海区", "合肥市", "www.hefeiyh.gov.cn", "initials: hefei=合肥 yh=瑶海", true},
		{"瑶海区", "合肥市", "www.yhhf.gov.cn", "initials: yh=瑶海 hf=合肥", true},
		{"瑶海区", "合肥市", "www.ahhfyh.gov.cn", "initials: ahhf=安徽合肥 yh=瑶海", true},
		{"瑶海区", "合肥市", "yh.hefei.gov.cn", "initials: yh=瑶海", true},
		{"合肥市", "", "www.ahhf.gov.cn", "initials: ah=安徽 hf=合肥", true},
		{"万州区", "", "www.cqwz.gov.cn", "initials: cq=重庆 wz=万州", true},
		// Readings.
		{"六安市", "", "www.luan.gov.cn", "full_pinyin: luan=六安", true},
		{"六安市", "", "www.liuan.gov.cn", "unrelated: liuan", false},
		{"砀山县", "宿州市", "www.dangshan.gov.cn", "full_pinyin: dangshan=砀山", true},
		{"台州市", "", "www.taizhou.gov.cn", "full_pinyin: taizhou=台州", true},
		{"蚌埠市", "", "www.bengbu.gov.cn", "full_pinyin: bengbu=蚌埠", true},
		{"铅山县", "上饶市", "www.yanshan.gov.cn", "full_pinyin: yanshan=铅山", true},
		{"东阿县", "聊城市", "www.donge.gov.cn", "full_pinyin: donge=东阿", true},
		{"吕梁市", "", "www.lvliang.gov.cn", "full_pinyin: lvliang=吕梁", true},
		{"吕梁市", "", "www.luliang.gov.cn", "full_pinyin: luliang=吕梁", true},
		{"吕梁市", "", "www.lyuliang.gov.cn", "full_pinyin: lyuliang=吕梁", true},
		// Nationalities, old names, the sound of a minority's language.
		{"新晃侗族自治县", "怀化市", "www.xinhuang.gov.cn", "full_pinyin: xinhuang=新晃", true},
		{"新晃侗族自治县", "怀化市", "www.xhdzzzx.gov.cn", "initials: xh=新晃 dzzzx=侗族自治县", true},
		{"前郭尔罗斯蒙古族自治县", "松原市", "www.qianguo.gov.cn", "short: qianguo=前郭尔罗斯", true},
		{"襄阳市", "", "www.xf.gov.cn", "former: xf=襄樊", true},
		{"日喀则市", "", "www.shigatse.gov.cn", "full_pinyin: shigatse=日喀则", true},
		{"白杨市／第九师", "", "www.njs.gov.cn", "initials: nj=农九 s=师", true},
		// Beside letters that nobody explains.
		{"瑶海区", "合肥市", "www.iyaohai.gov.cn", "in_part: i yaohai=瑶海", true},
		// Departments.
		{"宿州市水利局", "宿州市", "slj.ahsz.gov.cn", "initials: slj=水利局", true},
		{"宿州市水利局", "宿州市", "www.szslj.gov.cn", "short: szslj=宿州市水利局", true},
		// In Chinese.
		{"泗县", "宿州市", "泗县.政务", "written: 泗县=泗县", true},
		{"泗县", "宿州市", "埇桥区.政务", "unrelated: 埇桥区", false},
		// No.
		{"瑶海区", "合肥市", "www.hefei.gov.cn", "superior: hefei", false},
		{"瑶海区", "合肥市", "www.shushan.gov.cn", "unrelated: shushan", false},
		{"瑶海区", "合肥市", "118.213.225.23", "not_a_domain: ip", false},
		{"瑶海区", "合肥市", "yaohai.gov.cn;", "not_a_domain: characters", false},
		{"", "合肥市", "www.yaohai.gov.cn", "no_name", false},
		{"瑶海区", "合肥市", "www.gov.cn", "no_name", false},
	} {
		got := MatchHost(Place{Name: c.name, Prefecture: c.prefecture}, c.host)
		if got.OK != c.ok || got.String() != c.want {
			t.Errorf("%s, %s: %v %q, want %v %q", c.name, c.host, got.OK, got, c.ok, c.want)
		}
	}
}

// explained is what holds of every match, whatever the name and the host.
func explained(t interface{ Fatalf(string, ...any) }, p Place, host string) {
	m := MatchHost(p, host)
	if m.OK != (rank(m.Reason) < rank(Unrelated)) || rank(m.Reason) < 0 {
		t.Fatalf("%+v, %q: %v for the reason %q", p, host, m.OK, m.Reason)
	}
	var label strings.Builder
	for _, part := range m.Parts {
		label.WriteString(part.Letters)
	}
	if m.OK && label.String() != m.Label {
		t.Fatalf("%+v, %q: the pieces %v are not %q", p, host, m.Parts, m.Label)
	}
	if utf8.ValidString(p.Name) && utf8.ValidString(host) && !utf8.ValidString(m.String()) {
		t.Fatalf("%+v, %q: %q", p, host, m)
	}
	if again := MatchHost(p, "  "+host+"\n"); again.String() != m.String() {
		t.Fatalf("%+v: %q is %q, with space around it %q", p, host, m, again)
	}
}

func TestEveryMatchIsExplained(t *testing.T) {
	name := rapid.StringMatching(`[一-龥东西南北山阳长安]{1,6}(族自治)?(县|区|市|旗)?`)
	host := rapid.StringMatching(`(www\.)?[a-z]{1,12}(-[a-z]{1,4})?(\.[a-z]{2,4})?\.gov\.cn`)
	rapid.Check(t, func(t *rapid.T) {
		explained(t, Place{name.Draw(t, "name"), name.Draw(t, "prefecture")}, host.Draw(t, "host"))
	})
}

// A name in full pinyin is always found, with what it is and what it lies in.
func TestFullPinyinAlwaysMatches(t *testing.T) {
	name := rapid.StringMatching(`[东西南北山阳江河][安平城州海林门]`)
	rapid.Check(t, func(t *rapid.T) {
		place := name.Draw(t, "name")
		var label strings.Builder
		for _, c := range builtin().characters(place) {
			label.WriteString(c.reads[0])
		}
		tail := rapid.SampledFrom([]string{"", "xian", "x", "xzf"}).Draw(t, "tail")
		region := rapid.SampledFrom([]string{"", "hf", "hefei", "ah"}).Draw(t, "region")
		host := "www." + region + label.String() + tail + ".gov.cn"
		if m := MatchHost(Place{place + "县", "合肥市"}, host); !m.OK {
			t.Fatalf("%s县: %s is %q", place, host, m)
		}
	})
}

// What a table holds may be anything: no name and no label takes long.
func TestLongNamesEnd(t *testing.T) {
	label := strings.Repeat("yi", 31)
	for _, name := range []string{
		strings.Repeat("一", longestName), strings.Repeat("一", 100_000), strings.Repeat("一／", 20), strings.Repeat("长", longestName) + "县",
	} {
		done := make(chan struct{})
		go func() {
			defer close(done)
			MatchHost(Place{name, name}, "www."+label+".gov.cn")
		}()
		select {
		case <-done:
		case <-time.After(time.Minute):
			t.Fatalf("%.30s… takes over a minute", name)
		}
	}
}

func FuzzMatchHost(f *testing.F) {
	f.Add("前郭尔罗斯蒙古族自治县", "松原市", "www.qianguo.gov.cn")
	f.Add("白杨市／第九师", "", "http://www.njs.gov.cn/")
	f.Add("井陉矿区", "石家庄市", "sjzkq.gov.cn")
	f.Add("Ａ·ß县（旧）", "州", "泗县。政务")
	f.Fuzz(func(t *testing.T, name, prefecture, host string) {
		explained(t, Place{name, prefecture}, host)
	})
}
