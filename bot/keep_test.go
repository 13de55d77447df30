package bot

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// The ticket in a socket's address opens the socket without any token: it stands
// in no log, however the connection fails.
func TestTheTicketIsNotLogged(t *testing.T) {
	for name, address := range map[string]string{
		"broken off":     "ws://double.invalid/link?ticket=SECRET",
		"redirected":     "ws://double.invalid/elsewhere?ticket=SECRET",
		"not a scheme":   "nonsense://double.invalid/link?ticket=SECRET",
		"not an address": "ws://double.invalid/%zz?ticket=SECRET",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, 1)
				s.methods["apps.connections.open"] = answers(`{"ok":true,"url":"` + address + `"}`)
				s.methods["/link"] = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
				s.methods["/elsewhere"] = func(w http.ResponseWriter, r *http.Request) {
					http.Redirect(w, r, "/link?"+r.URL.RawQuery, http.StatusFound)
				}
				s.start()
				time.Sleep(time.Minute)
				s.finish()
				if s.log.count("connect again") == 0 || s.log.count("open the socket: ") == 0 {
					t.Errorf("the failure is not logged: %s", &s.log.b)
				}
				if s.log.count("SECRET") > 0 {
					t.Errorf("the ticket is logged: %s", &s.log.b)
				}
			})
		})
	}
}

// Nor does the signed address of an upload.
func TestTheUploadsAddressIsNotTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, 1)
		s.methods["/upload"] = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
		s.start()
		for _, address := range []string{"http://double.invalid/upload?sig=SECRET", "http://double.invalid/%zz?sig=SECRET"} {
			err := s.bot.send(t.Context(), address, []byte("PK"))
			if err == nil || strings.Contains(err.Error(), "SECRET") || !strings.HasPrefix(err.Error(), "upload: ") {
				t.Errorf("error %v", err)
			}
		}
		s.finish()
	})
}

func TestBareKeepsTheCause(t *testing.T) {
	err := bare(&url.Error{Op: "Get", URL: "https://a/?t=1", Err: &url.Error{Op: "dial", URL: "https://b/?t=1", Err: context.Canceled}})
	if err.Error() != "Get: dial: context canceled" || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if got := bare(errNoHello); !errors.Is(got, errNoHello) {
		t.Errorf("%v", got)
	}
}
