package intent

import "testing"

func TestTone(t *testing.T) {
	for text, want := range map[string]string{
		"你好": "hello", "早上好": "hello", "谢谢啦": "thanks", "好的": "agreed", "嗯嗯": "agreed", "收到，谢谢": "thanks", "Thanks a lot!": "thanks", "再见": "bye", "Goodbye": "bye",
	} {
		if got := Tone(text); got != want {
			t.Errorf("%q sounds like %q, want %q", text, got, want)
		}
	}
}

func TestReceipt(t *testing.T) {
	for text, want := range map[string]bool{"已收悉": true, "收悉。": true, "收悉了吗": false, "谁还没收悉": false, "": false} {
		if got := Receipt(text); got != want {
			t.Errorf("%q is a receipt: %v", text, got)
		}
	}
}
