package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"asuhbersama/parenting"
)

// consented are the texts to which people agree, by file: whole tables, or single keys.
var consented = map[string][]string{
	"enrol":   {"enrol.consent", "enrol.details"},
	"privacy": {"privacy"},
	"mydata":  {"agree"},
	"consent": {"consent.text_group", "consent.text_what", "consent.text_why", "consent.text_who", "consent.text_months", "consent.text_ask", "consent.text_agree"},
}

// consentSums has a sum of these texts for each version of the consent, the first one first.
var consentSums = []string{
	"before the sums were kept",
	"d1578e31018d1965",
}

// TestTheConsentHasItsVersion: nobody changes what people agree to without asking them again. Whoever does so raises
// parenting.ConsentVersion and writes the new sum below the others, which stay as they are.
func TestTheConsentHasItsVersion(t *testing.T) {
	h := sha256.New()
	for _, lang := range []string{"id", "en"} {
		for _, file := range []string{"enrol", "privacy", "consent", "mydata"} {
			text, err := os.ReadFile("locales/" + file + "." + lang + ".toml")
			if err != nil {
				t.Fatal(err)
			}
			var words map[string]any
			if err := toml.Unmarshal(text, &words); err != nil {
				t.Fatal(err)
			}
			for _, key := range consented[file] {
				h.Write([]byte(key))
				h.Write([]byte(said(t, words, key)))
			}
		}
	}
	sum := hex.EncodeToString(h.Sum(nil)[:8])
	switch {
	case len(consentSums) != parenting.ConsentVersion:
		t.Errorf("the consent is version %d, and there are %d sums", parenting.ConsentVersion, len(consentSums))
	case sum != consentSums[parenting.ConsentVersion-1]:
		t.Errorf("the consent text is not what it was in version %d: raise parenting.ConsentVersion, and add the sum %q", parenting.ConsentVersion, sum)
	}
}

// said gives a text, or the texts of a table in the order of their keys.
func said(t *testing.T, words map[string]any, key string) string {
	at := any(words)
	for part := range strings.SplitSeq(key, ".") {
		table, ok := at.(map[string]any)
		if !ok || table[part] == nil {
			t.Fatalf("there is no %s", key)
		}
		at = table[part]
	}
	var out strings.Builder
	if err := toml.NewEncoder(&out).Encode(map[string]any{"it": at}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
