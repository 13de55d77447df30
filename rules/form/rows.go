package form

import (
	"strconv"
	"strings"
)

var (
	addRow  = patternOf(`^(?:请|我|再|要|还要|还)*(?:加|增加|添加|新增|增)(?:上)?一?(?:行|个|条|项|个域名|个网站)$|^add (?:a|another|one more) (?:row|domain)$`)
	dropRow = patternOf(`^(?:请|把|将)*(?:删除|删掉|刪除|去掉|移除|删)第? ?([0-9]{1,2}|[一二两三四五六七八九十]{1,3}) ?(?:行|个|条|项|个域名)$|^第 ?([0-9]{1,2}|[一二两三四五六七八九十]{1,3}) ?(?:行|个|条|项|个域名)(?:删除|删掉|刪除|去掉|不要|移除)了?$|^(?:delete|remove) row ([0-9]{1,2})$`)
)

// orderRows carries out 再加一行 and 删除第2行.
func orderRows(d *Definition, s Session, l line) (Session, Event, bool) {
	rows := d.repeated()
	if len(rows) == 0 {
		return s, "", false
	}
	text := strings.TrimSpace(l.trim(idle).text())
	if addRow.MatchString(text) {
		next, event := AddRow(d, s, rows[0].ID)
		return next, event, true
	}
	m := dropRow.FindStringSubmatch(text)
	if m == nil {
		return s, "", false
	}
	next, event := DropRow(d, s, rows[0].ID, numberOf(m[1]+m[2]+m[3]))
	return next, event, true
}

// AddRow adds one row of those that repeat, and asks for its first field.
func AddRow(d *Definition, s Session, row string) (Session, Event) {
	s = s.fresh()
	most := 0
	for _, r := range d.repeated() {
		if r.ID == row {
			most = r.Most
		}
	}
	n := RowCount(row, s.Values)
	if n >= most {
		return s.reject(Problem{Key: RowsFull, Field: s.At, Args: map[string]string{"max": strconv.Itoa(most)}})
	}
	SetRows(row, n+1, s.Values)
	return s.next(d, Moved)
}

// DropRow takes a row of those that repeat out again; the rows after it move up.
// The last one stays: without it there is nothing to hand in.
func DropRow(d *Definition, s Session, row string, number int) (Session, Event) {
	s = s.fresh()
	n := RowCount(row, s.Values)
	if number < 1 || number > n || n == 1 {
		return s.reject(Problem{Key: NoRow, Field: s.At, Said: strconv.Itoa(number)})
	}
	for at := number; at <= n; at++ {
		prefix := row + strconv.Itoa(at) + "."
		next := row + strconv.Itoa(at+1) + "."
		for id := range s.Values {
			if strings.HasPrefix(id, prefix) {
				delete(s.Values, id)
			}
		}
		for id, value := range s.Values {
			if rest, ok := strings.CutPrefix(id, next); ok {
				s.Values[prefix+rest] = value
			}
		}
	}
	s.Slips = nil // they name places, which are others now
	SetRows(row, n-1, s.Values)
	return s.next(d, Moved)
}
