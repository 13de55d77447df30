package inbox

import "crypto/sha256"

// alphabet leaves out what is misheard or misread: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
const alphabet = "34679ACDEFGHJKMNPQRTWXY"

// referenceSize is how many letters a person has to read out on the telephone.
const referenceSize = 4

// Reference returns the four letters under which an item's dead letter is found.
// It follows from the key, so the same failure has one reference wherever it is
// named. Two items may have the same, in one of 280,000 cases.
func Reference(key string) string {
	sum := sha256.Sum256([]byte("reference/" + key))
	ref := make([]byte, referenceSize)
	for n := range ref {
		// 16 bits each: no letter is noticeably likelier than another.
		ref[n] = alphabet[(int(sum[2*n])<<8|int(sum[2*n+1]))%len(alphabet)]
	}
	return string(ref)
}
