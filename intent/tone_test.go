package intent

import "testing"

func TestTone(t *testing.T) {
	for text, want := range map[string]string{
		"你好": "hello", "早上好": "hello", "谢谢啦": "thanks", "Thanks a lot!": "thanks", "再见": "bye", "Goodbye": "bye",
	} {
		if got := Tone(text); got != want {
			t.Errorf("%q sounds like %q, want %q", text, got, want)
		}
	}
}
