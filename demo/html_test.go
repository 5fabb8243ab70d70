package demo

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// inWords puts entities into words: "bold 0+4".
func inWords(entities []Entity) string {
	var all []string
	for _, e := range entities {
		words := fmt.Sprintf("%s %d+%d", e.Type, e.Offset, e.Length)
		for _, more := range []string{e.URL, e.Language, e.Emoji, e.Format} {
			if more != "" {
				words += " " + more
			}
		}
		if e.User != 0 || e.Unix != 0 {
			words += fmt.Sprint(" ", e.User+e.Unix)
		}
		all = append(all, words)
	}
	return strings.Join(all, ", ")
}

// The rules are those of tdlib MessageEntity.cpp parse_html.
func TestHTML(t *testing.T) {
	for _, c := range []struct{ rule, in, text, entities string }{
		{"plain text stays", "Sabtu > Minggu & dua", "Sabtu > Minggu & dua", ""},
		{"b and strong are bold", "<b>a</b><strong>b</strong>", "ab", "bold 0+1, bold 1+1"},
		{"i and em are italic", "<i>a</i><em>b</em>", "ab", "italic 0+1, italic 1+1"},
		{"u and ins underline", "<u>a</u><ins>b</ins>", "ab", "underline 0+1, underline 1+1"},
		{"s, strike and del strike through", "<s>a</s><strike>b</strike><del>c</del>", "abc", "strikethrough 0+1, strikethrough 1+1, strikethrough 2+1"},
		{"spoilers are written in two ways", `<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>`, "ab", "spoiler 0+1, spoiler 1+1"},
		{"names of tags have no case", "<B>a</b>", "a", "bold 0+1"},
		{"offsets are UTF-16", "🏟 é<b>🏟a</b>", "🏟 é🏟a", "bold 4+3"},
		{"tags nest", "<i>a<b>b</b></i>", "ab", "italic 0+2, bold 1+1"},
		{"</> closes the innermost", "<i>a<b>b</></>", "ab", "italic 0+2, bold 1+1"},
		{"blanks may follow the name of an end tag", "<b>a</b  >", "a", "bold 0+1"},
		{"empty entities vanish", "a<b></b>", "a", ""},
		{"a links", `<a href="https://wa.me/?text=a&amp;b">sini</a>`, "sini", "text_link 0+4 https://wa.me/?text=a&b"},
		{"an address without scheme is http, and gets a slash", "<a href=Contoh.id>a</a>", "a", "text_link 0+1 http://contoh.id/"},
		{"without href the text is the link", "<a>contoh.id</a>", "contoh.id", "text_link 0+9 http://contoh.id/"},
		{"a wrong link is no link", `<a href="localhost">a</a><a href="javascript:x">b</a>`, "ab", ""},
		{"tg://user mentions", `<a href="tg://user?id=101">Bu Sari</a>`, "Bu Sari", "text_mention 0+7 101"},
		{"attributes nobody knows are passed over", `<b warna = merah besar x='1'>a</b>`, "a", "bold 0+1"},
		{"pre holds a block", "<pre>a\nb</pre>", "a\nb", "pre 0+3"},
		{"code holds a word", "<code>1234</code>", "1234", "code 0+4"},
		{"pre around code in a language is one block", `<pre><code class="language-go">a</code></pre>`, "a", "pre 0+1 go"},
		{"code in a language around pre too", `<code class="language-go"><pre>a</pre></code>`, "a", "pre 0+1 go"},
		{"not if they cover different words", `<pre><code class="language-go">a</code> </pre>`, "a ", "pre 0+2, code 0+1"},
		{"code alone has no language", `<code class="language-go">a</code>`, "a", "code 0+1"},
		{"quotes", "<blockquote>a</blockquote>", "a", "blockquote 0+1"},
		{"expandable quotes, whatever the value", "<blockquote expandable=tidak>a</blockquote>", "a", "expandable_blockquote 0+1"},
		{"expandable needs no value", "<blockquote expandable>a</blockquote>", "a", "expandable_blockquote 0+1"},
		{"custom emoji", `<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", "custom_emoji 0+2 5368324170671202286"},
		{"times", `<tg-time unix="1781334000" format="wDt">Sabtu pukul 14.00</tg-time>`, "Sabtu pukul 14.00", "date_time 0+17 wDt 1781334000"},
		{"a relative time", `<tg-time unix="1781334000" format="r">besok</tg-time>`, "besok", "date_time 0+5 r 1781334000"},
		{"four names are decoded", "&lt;&gt;&amp;&quot;", `<>&"`, ""},
		{"others are not", "&apos;&nbsp;&laquo;", "&apos;&nbsp;&laquo;", ""},
		{"numbers are decoded, decimal and hex", "&#39;&#x1F3DF;", "'🏟", ""},
		{"the semicolon may be missing", "&lt1 &#65 &#x42", "<1 A B", ""},
		{"0, too large and too long numbers are text", "&#0;&#x110000;&#000000065;", "&#0;&#x110000;&#000000065;", ""},
		{"decoded marks are no markup", "&lt;b&gt;", "<b>", ""},
		{"entities in attributes are decoded", `<a href="https://a.id/?x=&lt;&quot;">a</a>`, "a", `text_link 0+1 https://a.id/?x=<"`},
	} {
		f, err := parseHTML(c.in)
		if err != nil {
			t.Errorf("%s: %s: %v", c.rule, c.in, err)
			continue
		}
		if got := inWords(f.entities); f.text != c.text || got != c.entities {
			t.Errorf("%s: %s: got %q with %s, want %q with %s", c.rule, c.in, f.text, got, c.text, c.entities)
		}
	}
}

// Offsets in refusals count bytes of the input: 🏟 has four.
func TestHTMLRefusals(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"🏟 <p>a</p>", `Unsupported start tag "p" at byte offset 5`},
		{"🏟 <br>", `Unsupported start tag "br" at byte offset 5`},
		{"🏟 <b/>", `Unsupported start tag "b/" at byte offset 5`},
		{"1 < 2", `Unsupported start tag "" at byte offset 2`},
		{"1 <2", `Unclosed start tag at byte offset 2`},
		{"🏟 <b", "Unclosed start tag at byte offset 5"},
		{"🏟 <b x = ", `Unclosed start tag "b" at byte offset 5`},
		{"🏟 <b x", `Unclosed start tag "b" at byte offset 5`},
		{`🏟 <b x="1>a</b>`, "Unclosed start tag at byte offset 5"},
		{"🏟 <b =1>a</b>", `Empty attribute name in the tag "b" at byte offset 5`},
		{"🏟 <b x=1+1>a</b>", "Unexpected end of name token at byte offset 10"},
		{"<span>a</span>", `Tag "span" must have class "tg-spoiler" at byte offset 0`},
		{"a</b>", "Unexpected end tag at byte offset 1"},
		{"<b>a</b", "Unclosed end tag at byte offset 4"},
		{"<b>a</b x>", "Unclosed end tag at byte offset 4"},
		{"<i>a</em>", `Unmatched end tag at byte offset 4, expected "</i>", found "</em>"`},
		{"<b><i>a</b></i>", `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		{"<b><i>a</i>", `Can't find end tag corresponding to start tag "b"`},
		{`<tg-emoji emoji-id="x">a</tg-emoji>`, "Invalid custom emoji identifier specified"},
		{`<tg-time unix="1" format="rt">a</tg-time>`, "Invalid date format used"},
		{`<tg-time unix="1" format="s">a</tg-time>`, "Invalid date format used"},
		{"&#xD83C;&#xDFDF;", "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"},
	} {
		if f, err := parseHTML(c.in); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %q, %v, want %s", c.in, f.text, err, c.want)
		}
	}
}

// A message refused for its markup is not sent, and the words come with the platform's prefix (tdlib
// SynchronousRequests.cpp).
func TestBadMarkupIsRefused(t *testing.T) {
	s := newPlatform(t, Options{})
	before := len(s.History(sariID))
	s.refused(s.call("sendMessage", args{"chat_id": sariID, "text": "Bu <Sari>", "parse_mode": "HTML"}),
		`400 Bad Request: can't parse entities: Unsupported start tag "sari" at byte offset 3`)
	s.refused(s.call("sendMessage", args{"chat_id": sariID, "text": "*a*", "parse_mode": "MarkdownV2"}), "400 Bad Request: unsupported parse_mode")
	if got := len(s.History(sariID)); got != before {
		t.Errorf("%d messages were sent", got-before)
	}
	if m := s.send(sariID, "a <b>&lt;", args{"parse_mode": ""}); m.Text != "a <b>&lt;" {
		t.Errorf("without parse_mode got %q", m.Text)
	}
}

// How entities may lie over one another (Bot API formatting options; tdlib MessageEntity.cpp fix_entities).
func TestNesting(t *testing.T) {
	for _, c := range []struct{ rule, in, want string }{
		{"styles are cut where another begins", "<b>aa<i>bb</i>cc</b>", "bold 0+2, bold 2+4, italic 2+2"},
		{"styles that touch become one when they are sorted anew", "<u><b>a</b><b>b</b></u>", "bold 0+2, underline 0+2"},
		{"no styles inside code", "<b>a<code>b</code>c</b>", "bold 0+1, code 1+1, bold 2+1"},
		{"no styles inside pre", "<pre><i>a</i></pre>", "pre 0+1"},
		{"no links inside links", `<a href="https://a.id">a<a href="https://b.id">b</a></a>`, "text_link 0+2 https://a.id/"},
		{"no code inside links", `<a href="https://a.id">a<code>b</code></a>`, "text_link 0+2 https://a.id/"},
		{"links may be bold", `<b>a<a href="https://a.id">b</a></b>`, "bold 0+1, text_link 1+1 https://a.id/, bold 1+1"},
		{"quotes do not nest", "<blockquote>a<blockquote>b</blockquote></blockquote>", "blockquote 0+2"},
		{"quotes hold links", `<blockquote>a<a href="https://a.id">b</a></blockquote>`, "blockquote 0+2, text_link 1+1 https://a.id/"},
		{"links hold no quotes", `<a href="https://a.id">a<blockquote>b</blockquote></a>`, "blockquote 1+1"},
		{"commands are found", "Ketik /bantuan ya", "bot_command 6+8"},
		{"addresses are found", "Lihat https://contoh.id/a, ya", "url 6+19"},
		{"but not inside code", "<code>/bantuan</code>", "code 0+8"},
		{"nor inside links", `<a href="https://a.id">t.me/x</a>`, "text_link 0+6 https://a.id/"},
	} {
		f, err := parseHTML(c.in)
		if err == nil {
			err = f.finish(false)
		}
		if got := inWords(f.entities); err != nil || got != c.want {
			t.Errorf("%s: %s: got %s, %v, want %s", c.rule, c.in, got, err, c.want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>a</b>", "<a href='x.y'>a</a>", "&lt;&#65", "<pre><code class=\"language-a\">x</></>", "<blockquote expandable>\r\n a</>", "a /b @cdef t.me/x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if !utf8.ValidString(in) {
			return
		}
		got, err := parseHTML(in)
		if err != nil || got.finish(false) != nil {
			return
		}
		units := len(utf16.Encode([]rune(got.text)))
		for i, e := range got.entities {
			if e.Length <= 0 || e.Offset < 0 || e.Offset+e.Length > units {
				t.Errorf("%q: %v lies outside %q", in, e, got.text)
			}
			if i > 0 && e.Offset < got.entities[i-1].Offset {
				t.Errorf("%q: %v is not in order", in, got.entities)
			}
		}
		again := formatted{text: got.text, entities: append([]Entity(nil), got.entities...)}
		if err := again.finish(false); err != nil || again.text != got.text {
			t.Errorf("%q: %q became %q: %v", in, got.text, again.text, err)
		}
	})
}
