package main

import (
	"context"
	"fmt"
	"strings"

	"steward/db"
)

// A filling is one form as people fill it in: what the nth of them says, and what
// has to stand in the submission.
type filling struct {
	id   string
	told func(n int) []string
	want func(n int) map[string]string
}

// formOf is the form that the nth person fills in.
func formOf(n int) filling {
	all := fillings()
	return all[n%len(all)]
}

// What is the nth person's alone.
func nameOf(n int) string {
	return "张" + strings.Map(func(r rune) rune { return []rune("零一二三四五六七八九")[r-'0'] }, fmt.Sprintf("%03d", n))
}
func mobileOf(n int) string { return fmt.Sprintf("138%08d", n) }
func qqOf(n int) string     { return fmt.Sprintf("7%07d", n) }
func hostOf(n int) string   { return fmt.Sprintf("d%03d.net.cn", n) }
func dayOf(n int) string    { return fmt.Sprintf("2018-11-%02d", 1+n%19) }

func fillings() []filling {
	return []filling{coordinators(), applications(), reports(), zeros(), registrations(), announcements(), incidents()}
}

func coordinators() filling {
	return filling{"coordinator", func(n int) []string {
		return []string{
			"附件2：负责人 " + nameOf(n) + "，科长，QQ " + qqOf(n) + "，手机 " + mobileOf(n),
			"联系人 李" + nameOf(n)[3:] + "，科员，QQ " + qqOf(n+1000) + "，手机 " + mobileOf(n+1000),
		}
	}, func(n int) map[string]string {
		return map[string]string{
			"head.name": nameOf(n), "head.post": "科长", "head.qq": qqOf(n), "head.phone": mobileOf(n),
			"contact.name": "李" + nameOf(n)[3:], "contact.post": "科员", "contact.qq": qqOf(n + 1000), "contact.phone": mobileOf(n + 1000),
		}
	}}
}

func applications() filling {
	return filling{"application", func(n int) []string {
		return []string{
			fmt.Sprintf("附件1：第1行的业务类型：注册；第1行的域名：%s；第1行的年限：%d年", hostOf(n), 1+n%10),
			"联系人姓名：" + nameOf(n) + "；联系人电话：" + mobileOf(n) + "；是否在职：是", "已知晓",
		}
	}, func(n int) map[string]string {
		return map[string]string{
			"rows.site": "1", "site1.business": "register", "site1.name": hostOf(n), "site1.years": fmt.Sprint(1 + n%10),
			"contact.name": nameOf(n), "contact.phone": mobileOf(n), "contact.serving": "yes", "notice.public": "yes",
		}
	}}
}

func reports() filling {
	return filling{"cleanup_report", func(n int) []string {
		return []string{"起草清理报告", fmt.Sprintf("组织领导：由第%d办公室牵头，分管负责人每月督办。\n具体措施：每月检查%d次。", n, 1+n)}
	}, func(n int) map[string]string {
		return map[string]string{
			"report.lead": fmt.Sprintf("由第%d办公室牵头，分管负责人每月督办。", n), "report.measures": fmt.Sprintf("每月检查%d次。", 1+n),
		}
	}}
}

func zeros() filling {
	return filling{"zero_report", func(n int) []string {
		return []string{"零报告", fmt.Sprintf("备注：第%d号已核对", n)}
	}, func(n int) map[string]string {
		return map[string]string{"zero.none": "yes", "zero.note": fmt.Sprintf("第%d号已核对", n)}
	}}
}

func registrations() filling {
	return filling{"contact_change", func(n int) []string {
		return []string{"变更报备：" + hostOf(n) + "，联系人，" + dayOf(n), "变更前：" + nameOf(n) + "\n变更后：李" + nameOf(n)[3:]}
	}, func(n int) map[string]string {
		return map[string]string{
			"change.domain": hostOf(n), "change.what": "contact", "change.on": dayOf(n),
			"change.before": nameOf(n), "change.after": "李" + nameOf(n)[3:],
		}
	}}
}

func announcements() filling {
	return filling{"announcement", func(n int) []string {
		return []string{fmt.Sprintf("公告：%s，%s，http://u%03d.ahsz.gov.cn/a", hostOf(n), dayOf(n), n), "跳过"}
	}, func(n int) map[string]string {
		return map[string]string{
			"posted.domain": hostOf(n), "posted.on": dayOf(n), "posted.url": fmt.Sprintf("http://u%03d.ahsz.gov.cn/a", n), "posted.shot": "",
		}
	}}
}

func incidents() filling {
	return filling{"incident", func(n int) []string {
		return []string{"安全问题报告：域名 " + hostOf(n) + "，篡改，" + dayOf(n) + "，还没有报告", fmt.Sprintf("页面已下线，由第%d科处置。", n)}
	}, func(n int) map[string]string {
		return map[string]string{
			"incident.domain": hostOf(n), "incident.what": "defaced", "incident.on": dayOf(n), "incident.told": "no",
			"incident.done": fmt.Sprintf("页面已下线，由第%d科处置。", n),
		}
	}}
}

// countForms looks at what everybody handed in, and returns how many are whole: once,
// by themselves, with what they told and nothing of another's.
func (s *storm) countForms(p *process) (whole int) {
	check(s.t, p.db.View(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		for n, who := range s.people {
			f := formOf(n)
			subs, err := tx.Submissions(ctx, who.Unit, f.id)
			if err != nil {
				return err
			}
			if len(subs) != 1 || subs[0].Person != who.ID {
				s.t.Errorf("%s handed in %d times", who.ID, len(subs))
				continue
			}
			ok := true
			for field, want := range f.want(n) {
				if got := subs[0].Values[field]; got != want {
					s.t.Errorf("%s: %s is %q, want %q", who.ID, field, got, want)
					ok = false
				}
			}
			if ok {
				whole++
			}
		}
		return nil
	}))
	return whole
}
