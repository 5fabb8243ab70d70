package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const (
	mother       = int64(1001)
	facilitator  = int64(1002)
	standInToken = "42:stand-in"
)

// standIn is a bot just clever enough to be played with.
type standIn struct {
	telegram *Telegram
	clock    *Clock
	starts   int
	offset   int
	codes    int
	last     int                 // the newest message it sent
	media    []map[string]string // photos and videos it was sent
	stop     context.CancelFunc
	done     chan struct{}
}

func (b *standIn) start() {
	ctx, stop := context.WithCancel(context.Background())
	b.starts, b.stop, b.done = b.starts+1, stop, make(chan struct{})
	go func() {
		defer close(b.done)
		for ctx.Err() == nil {
			var updates []struct {
				UpdateID int `json:"update_id"`
				Message  *struct {
					Chat     struct{ ID int64 }
					Text     string
					New      []struct{} `json:"new_chat_members"`
					Document *struct {
						FileID string `json:"file_id"`
					}
					Voice *struct {
						FileID string `json:"file_id"`
					}
					Photo []struct {
						FileID string `json:"file_id"`
					}
					Video *struct {
						FileID string `json:"file_id"`
					}
					Caption  string
					Location *struct{ Latitude, Longitude float64 }
				}
				CallbackQuery *struct {
					ID      string
					Data    string
					Message struct {
						MessageID int `json:"message_id"`
						Chat      struct{ ID int64 }
					}
				} `json:"callback_query"`
			}
			err := b.call(ctx, &updates, "getUpdates", "offset", b.offset, "timeout", 50)
			for _, u := range updates {
				switch m := u.Message; {
				case m == nil:
				case m.New != nil:
					err = errors.Join(err, b.say(ctx, m.Chat.ID, "Halo semua."))
				case m.Document != nil:
					err = errors.Join(err, b.call(ctx, nil, "sendDocument", "chat_id", m.Chat.ID, "document", m.Document.FileID, "caption", "Terima kasih."))
				case m.Voice != nil:
					err = errors.Join(err, b.call(ctx, nil, "sendVoice", "chat_id", m.Chat.ID, "voice", m.Voice.FileID))
				case m.Location != nil:
					err = errors.Join(err, b.call(ctx, nil, "sendLocation", "chat_id", m.Chat.ID, "latitude", m.Location.Latitude, "longitude", m.Location.Longitude))
				case m.Photo != nil:
					b.media = append(b.media, map[string]string{"type": "photo", "media": m.Photo[0].FileID, "caption": m.Caption})
				case m.Video != nil:
					b.media = append(b.media, map[string]string{"type": "video", "media": m.Video.FileID, "caption": m.Caption})
				case m.Text != "" || m.Chat.ID > 0:
					err = errors.Join(err, b.hear(ctx, m.Chat.ID, m.Text))
				}
				if q := u.CallbackQuery; q != nil {
					err = errors.Join(err, b.feel(ctx, q.ID, q.Data, q.Message.Chat.ID, q.Message.MessageID))
				}
				b.offset = u.UpdateID + 1
			}
			if err != nil {
				again, _ := b.clock.Wake(b.clock.Now().Add(time.Second))
				select {
				case <-again:
				case <-ctx.Done():
				}
			}
		}
	}()
}

func (b *standIn) crash() error {
	b.stop()
	<-b.done
	return nil
}

func (b *standIn) restart() error {
	_ = b.crash()
	b.start()
	return nil
}

func (b *standIn) hear(ctx context.Context, chat int64, text string) error {
	switch word, rest, _ := strings.Cut(text, " "); word {
	case "/start", "/start@asuh_bot":
		if rest != "" {
			return errors.Join(b.say(ctx, facilitator, "Bu Sari bergabung."), b.say(ctx, chat, "Selamat bergabung: "+rest+"."))
		}
		return b.say(ctx, chat, "<b>Siapa</b> yang datang?\n\nTekan satu.", "Ibu=ibu", "Ayah=ayah")
	case "tautan":
		b.codes++
		link := fmt.Sprintf("https://t.me/asuh_bot?start=rahasia%d", b.codes)
		return b.say(ctx, chat, fmt.Sprintf("🙏 Kode <code>70%02d</code>, tautan %s", b.codes, link),
			"Bagikan=https://wa.me/?text="+url.QueryEscape("Mari: "+link), "Buka="+link)
	case "hapus":
		return b.call(ctx, nil, "deleteMessage", "chat_id", chat, "message_id", b.last)
	case "teruskan":
		media, err := json.Marshal(b.media)
		var album []struct {
			MessageID int `json:"message_id"`
		}
		err = errors.Join(err, b.call(ctx, &album, "sendMediaGroup", "chat_id", facilitator, "media", string(media)))
		b.last = album[0].MessageID
		return err
	case "tarik":
		return b.call(ctx, nil, "deleteMessages", "chat_id", facilitator, "message_ids", fmt.Sprintf("[%d,%d]", b.last, b.last+1))
	case "rusak":
		return b.call(ctx, nil, "deleteMessage", "chat_id", chat, "message_id", 9999)
	case "ganti":
		return b.call(ctx, nil, "editMessageText", "chat_id", chat, "message_id", b.last, "text", "Tautan https://t.me/asuh_bot?start=baru")
	case "halaman":
		return b.say(ctx, chat, "Halaman 1", "Lagi=2", "Salin=copy:Halaman")
	case "diam":
		return b.say(ctx, chat, "Tekan.", "Diam=diam")
	case "salah":
		return b.call(ctx, nil, "sendMessage", "chat_id", 999, "text", "halo")
	case "":
		return b.say(ctx, chat, "Itu apa, ya?")
	}
	return b.say(ctx, chat, "Kata Ibu: "+text)
}

func (b *standIn) feel(ctx context.Context, query, data string, chat int64, message int) error {
	switch data {
	case "diam":
		return nil
	case "2", "3":
		return errors.Join(
			b.call(ctx, nil, "editMessageText", "chat_id", chat, "message_id", message, "text", "Halaman "+data,
				"reply_markup", `{"inline_keyboard":[[{"text":"Lagi","callback_data":"3"}]]}`),
			b.call(ctx, nil, "answerCallbackQuery", "callback_query_id", query))
	case "ibu":
		return errors.Join(
			b.call(ctx, nil, "editMessageText", "chat_id", chat, "message_id", message, "text", "Menyimpan …"),
			b.call(ctx, nil, "editMessageText", "chat_id", chat, "message_id", message, "text", "Ibu datang."),
			b.call(ctx, nil, "answerCallbackQuery", "callback_query_id", query, "text", "Tercatat"))
	}
	return b.call(ctx, nil, "answerCallbackQuery", "callback_query_id", query, "text", "Sudah tidak berlaku: "+data, "show_alert", true)
}

// say sends a message with a row of buttons, each Label=data, Label=https://… or Label=copy:text.
func (b *standIn) say(ctx context.Context, chat int64, html string, buttons ...string) error {
	var row []map[string]any
	for _, button := range buttons {
		label, does, _ := strings.Cut(button, "=")
		copied, copies := strings.CutPrefix(does, "copy:")
		switch {
		case copies:
			row = append(row, map[string]any{"text": label, "copy_text": map[string]string{"text": copied}})
		case strings.HasPrefix(does, "https:"):
			row = append(row, map[string]any{"text": label, "url": does})
		default:
			row = append(row, map[string]any{"text": label, "callback_data": does})
		}
	}
	args := []any{"chat_id", chat, "text", html, "parse_mode", "HTML"}
	if row != nil {
		keyboard, err := json.Marshal(map[string]any{"inline_keyboard": []any{row}})
		if err != nil {
			return err
		}
		args = append(args, "reply_markup", string(keyboard))
	}
	var sent struct {
		MessageID int `json:"message_id"`
	}
	err := b.call(ctx, &sent, "sendMessage", args...)
	if err == nil {
		b.last = sent.MessageID
	}
	return err
}

// call makes a request in process: no socket, so that a synctest bubble can see it wait.
func (b *standIn) call(ctx context.Context, result any, method string, args ...any) error {
	form := url.Values{}
	for pair := range slices.Chunk(args, 2) {
		form.Set(pair[0].(string), fmt.Sprint(pair[1]))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://telegram/bot"+standInToken+"/"+method, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := (&http.Client{Transport: b.telegram.Transport()}).Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	var got struct {
		OK          bool
		Description string
		Result      json.RawMessage
	}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	if !got.OK {
		return fmt.Errorf("%s: %s", method, got.Description)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(got.Result, result)
}

// inWorld runs play in a bubble with two people, a group and the stand-in.
func inWorld(t *testing.T, play func(t *testing.T, w World, b *standIn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		clock := NewClock(time.Date(2026, 6, 10, 0, 0, 0, 0, time.UTC))
		telegram := New(clock, Options{Token: standInToken, Username: "asuh_bot", Name: "Asuh Bersama"})
		telegram.AddUser(User{ID: mother, First: "Sari", Lang: "id"})
		telegram.AddUser(User{ID: facilitator, First: "Rina", Lang: "id"})
		for _, id := range []int64{mother, facilitator} {
			if _, err := telegram.Write(id, id, "halo"); err != nil {
				t.Fatal(err)
			}
		}
		b := &standIn{telegram: telegram, clock: clock}
		b.start()
		synctest.Wait()
		defer func() { _ = b.crash() }()
		play(t, World{
			Telegram: telegram, Clock: clock, Settle: synctest.Wait, Restart: b.restart, Crash: b.crash,
			Cast:  map[string]int64{"Bu Sari": mother, "Bu Rina": facilitator},
			Chats: map[string]int64{"Kelompok Melati": telegram.NewGroup("Kelompok Melati", facilitator, mother)},
			Tables: func(name string) (string, error) {
				if name != "mulai" {
					return "", fmt.Errorf("no such table")
				}
				return "mulai  \n\n" + strconv.Itoa(b.starts) + "\n", nil
			},
			Zone:  zone,
			First: "https://t.me/asuh_bot?start=klaim",
		}, b)
	})
}

func zone(abbreviation string) *time.Location {
	if abbreviation == "WITA" {
		return time.FixedZone("WITA", 8*60*60)
	}
	return nil
}

func parsed(t *testing.T, text string) *Script {
	t.Helper()
	s, err := ParseTranscript("melati.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Each of these is what must come out, whether it goes in whole or with the bot's side forgotten.
func TestPlayWritesTheBotsSide(t *testing.T) {
	for name, want := range map[string]string{
		"toasts, edits and stale buttons": `# Bu Sari menekan.
= 2026-06-10 09:00 WITA
Bu Sari: /start
Bot: Siapa yang datang?
  .
  Tekan satu.
  [Ibu] [Ayah]
Bu Sari: [Ibu]
Bot (toast): Tercatat
Bot mengubah: Ibu datang.

Bu Sari: [Ayah] pada "Siapa yang datang"
Bot (alert): Sudah tidak berlaku: ayah
Bu Sari: [Ayah] pada "Ibu datang"
Bot (alert): Sudah tidak berlaku: ayah
Bu Sari: hapus
Bot menghapus: "Ibu datang."
Bu Sari: [Ayah] pada "Ibu datang"
Bot (alert): Sudah tidak berlaku: ayah
Bu Sari: satu dua tiga empat lima enam
Bot: Kata Ibu: satu dua tiga empat lima enam
Bu Sari: hapus
Bot menghapus: "Kata Ibu: satu dua tiga empat …"
`,
		"a message of many pages": `Bu Sari: halaman
Bot: Halaman 1
  [Lagi] [Salin ⧉]
Bu Sari: [Lagi]
Bot mengubah: Halaman 2
  [Lagi]
Bu Sari: [Lagi]
Bot mengubah: Halaman 3
  [Lagi]
Bu Sari: [Lagi] pada "Halaman 1"
Bot mengubah: Halaman 2
  [Lagi]
`,
		"things sent back": `Bu Sari: (suara)
Bot (suara 0:04):
Bu Sari: (lokasi) -8.56, 116.35
Bot (lokasi -8.56, 116.35):
Bu Sari: (dokumen) Surat <b>edaran</b>
Bot (berkas surat.pdf): Terima kasih.
Bu Sari: (album: foto, video) Jembatan <b>putus</b>
  di Anjani
Bu Sari: teruskan
Bot ke Bu Rina (album: gambar foto.jpg, video video.mp4): Jembatan putus
  di Anjani
Bu Sari: tarik
Bot ke Bu Rina menghapus (album: gambar foto.jpg, video video.mp4): "Jembatan putus di Anjani"
Bu Sari: (hapus "Jembatan")
Bu Sari: (terusan dari Kanal BPBD) <b>Awas</b> banjir
  malam ini
Bot: Kata Ibu: Awas banjir
  malam ini
Bu Sari: (terusan dari Bu Rina: suara)
Bot (suara 0:04):
`,
		"links and codes": `Bu Rina: tautan
Bot: 🙏 Kode {kode}, tautan https://t.me/asuh_bot?start=…
  [Bagikan ↗] [Buka ↗]
Bu Sari: {kode}
Bot: Kata Ibu: 7001
Bu Rina: tautan
Bot: 🙏 Kode {kode}, tautan https://t.me/asuh_bot?start=…
  [Bagikan ↗] [Buka ↗]
Bu Sari: lama {kode lama}, baru {kode}
Bot: Kata Ibu: lama 7001, baru 7002
Bu Sari: (buka tautan lama "Kode" dari Bu Rina)
Bot: Selamat bergabung: rahasia1.
Bot ke Bu Rina: Bu Sari bergabung.
Bu Rina: [Buka ↗]
Bot: Bu Sari bergabung.
Bot: Selamat bergabung: rahasia2.
Bu Sari: (buka tautan klaim)
Bot: Selamat bergabung: klaim.
Bot ke Bu Rina: Bu Sari bergabung.
Bu Rina: tautan
Bot: 🙏 Kode {kode}, tautan https://t.me/asuh_bot?start=…
  [Bagikan ↗] [Buka ↗]
Bu Rina: ganti
Bot mengubah: Tautan https://t.me/asuh_bot?start=…
Bu Sari: (buka tautan dari Bu Rina)
Bot: Selamat bergabung: baru.
Bot ke Bu Rina: Bu Sari bergabung.
Bu Sari: (buka tautan lama dari Bu Rina)
Bot: Selamat bergabung: rahasia3.
Bot ke Bu Rina: Bu Sari bergabung.
`,
		"time, restarts and tables": `= 2026-06-10 09.00 WITA
Bu Sari: satu
Bot: Kata Ibu: satu
= besok 16:00 WITA
= 10 menit lagi

-- mulai --
mulai
5

= bot mati
Bu Sari: dua
= 10 menit lagi
= bot hidup lagi
Bot ke Bu Sari: Kata Ibu: dua
Bu Sari: /start
Bot: Siapa yang datang?
  .
  Tekan satu.
  [Ibu] [Ayah]
= bot mati
Bu Sari: [Ayah]
= 10 menit lagi
= bot hidup lagi
= nomor pembaruan mulai lagi dari 5
Bu Sari: tiga
Bot: Kata Ibu: tiga
`,
		"no signal, flood, a blocked bot": `= sinyal putus
Bu Sari: satu
= sinyal pulih
= 2 detik lagi
Bot ke Bu Sari: Kata Ibu: satu
= banjir 30
Bu Sari: dua
= 40 detik lagi
Bu Sari: tiga
Bot: Kata Ibu: tiga
= Bu Rina memblokir bot
Bu Sari: (buka tautan klaim)
Bot: Selamat bergabung: klaim.
= Bu Rina membuka blokir
= Bu Sari memblokir bot
Bu Sari: /start
Bot: Siapa yang datang?
  .
  Tekan satu.
  [Ibu] [Ayah]
`,
		"groups": `= Bu Rina menambahkan bot ke Kelompok Melati
Bot ke Kelompok Melati: Halo semua.
Bu Sari di Kelompok Melati: /start
Bot: Siapa yang datang?
  .
  Tekan satu.
  [Ibu] [Ayah]
= Kelompok Melati menjadi supergrup
Bu Sari di Kelompok Melati: /start@asuh_bot
Bot: Siapa yang datang?
  .
  Tekan satu.
  [Ibu] [Ayah]
Bu Rina di Kelompok Melati: [Ibu]
Bot (toast): Tercatat
Bot mengubah: Ibu datang.
= bot dikeluarkan dari Kelompok Melati
= Bu Rina menambahkan bot ke Kelompok Melati
Bot ke Kelompok Melati: Halo semua.
= Bu Rina mengeluarkan bot dari Kelompok Melati
`,
		"other things than words": `Bu Sari: (stiker)
Bot: Itu apa, ya?
Bu Sari: (dokumen)
Bot (berkas surat.pdf): Terima kasih.
Bu Sari: (kontak)
Bot: Itu apa, ya?
Bu Sari: satu
Bot: Kata Ibu: satu
= pembaruan diulang 1 kali
Bot ke Bu Sari: Kata Ibu: satu
Bu Sari: (ubah "satu") dua
Bu Sari:
  (foto)
Bot: Kata Ibu: (foto)
`,
	} {
		t.Run(name, func(t *testing.T) {
			var forgetful strings.Builder
			for _, l := range parsed(t, want).Lines {
				if l.Kind != "bot" {
					forgetful.WriteString(l.raw)
				}
			}
			for _, text := range []string{want, forgetful.String()} {
				inWorld(t, func(t *testing.T, w World, _ *standIn) {
					got, err := parsed(t, text).Play(w)
					if err != nil {
						t.Error(err)
					}
					if diff := Diff([]byte(want), got); diff != "" {
						t.Error(diff)
					}
				})
			}
		})
	}
}

// What people send, album and all, arrives as what the line says.
func TestPlaySendsThings(t *testing.T) {
	inWorld(t, func(t *testing.T, w World, _ *standIn) {
		script := parsed(t, `Bu Sari: (terusan dari Kanal BPBD: foto, video) <b>Awas</b>
Bu Sari: (terusan dari Bu Rina) halo
Bu Sari: (terusan dari Warga 1)
  satu
  dua
Bu Sari: (tempat) Posko, Dusun Timur
`)
		if _, err := script.Play(w); err != nil {
			t.Fatal(err)
		}
		channel := &Origin{Kind: "channel", Name: "Kanal BPBD"}
		for _, want := range []Message{
			{Origin: channel, File: &File{Kind: "photo"}, Text: "Awas", Entities: []Entity{{Type: "bold", Length: 4}}},
			{Origin: channel, File: &File{Kind: "video"}},
			{Origin: &Origin{Kind: "user", Name: "Bu Rina", User: facilitator}, Text: "halo"},
			{Origin: &Origin{Kind: "hidden_user", Name: "Warga 1"}, Text: "satu\ndua"},
			{File: &File{Kind: "venue", Title: "Posko", Address: "Dusun Timur", Latitude: -8.5833, Longitude: 116.5333}},
		} {
			found := slices.ContainsFunc(w.Telegram.History(mother), func(m Message) bool {
				if m.File != nil && want.File != nil && want.File.Kind != "venue" {
					m.File = &File{Kind: m.File.Kind}
				}
				return reflect.DeepEqual(Message{Origin: m.Origin, File: m.File, Text: m.Text, Entities: m.Entities}, want)
			})
			if !found {
				t.Errorf("%+v did not arrive", want)
			}
		}
	})
}

func TestPlaySaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Bu Sari: /start\nBu Sari: [Nenek]", "melati.txt:2: no button [Nenek] in the chat of Bu Sari; there is [Ibu] [Ayah]"},
		{"Bu Sari: [Ibu]", "melati.txt:1: no button [Ibu] in the chat of Bu Sari; there is no button at all"},
		{"Bu Sari: /start\nBu Sari: [Ibu] pada \"Kapan\"", `melati.txt:2: no button [Ibu] on a message with "Kapan" in the chat of Bu Sari; there is no button at all`},
		{"Bu Sari: /start\nBu Sari: [Ibu]\nBu Sari: [Ayah]", "melati.txt:3: no button [Ayah]"},
		{"Bu Rina: tautan\nBu Rina: [Bagikan]", "melati.txt:2: [Bagikan] leaves Telegram for https://wa.me/"},
		{"Bu Sari: halaman\nBu Sari: hapus\nBu Sari: [Lagi]", "melati.txt:3: no button [Lagi] in the chat of Bu Sari; there is no button at all"},
		{"Bu Sari: halaman\nBu Sari: [Salin]", `melati.txt:2: [Salin] copies "Halaman" and tells the bot nothing`},
		{"Bu Sari: diam\nBu Sari: [Diam]\n# x\nBu Sari: halo", "melati.txt:2: the press "},
		{"Bu Sari: salah", `melati.txt:1: Telegram refused sendMessage: 400 Bad Request: chat not found: "halo"`},
		{"= Bu Sari memblokir bot\nBu Sari: /start\nBu Sari: rusak", "melati.txt:3: Telegram refused deleteMessage to Bu Sari: 400 "},
		{"Pak Joko: halo", `melati.txt:1: nobody is called "Pak Joko"; there is Bu Rina, Bu Sari`},
		{"Bu Sari di Kelompok Mawar: halo", `melati.txt:1: no group is called "Kelompok Mawar"; there is Kelompok Melati`},
		{"Bu Sari: {kode}", "melati.txt:1: {kode} cannot be typed: 0 codes were shown"},
		{"Bu Sari: (buka tautan dari Bu Rina)", "melati.txt:1: 0 start links were shown to Bu Rina"},
		{"Bu Sari: (buka tautan \"x\" dari Kelompok Melati)", `melati.txt:1: 0 start links were shown to Kelompok Melati in messages with "x"`},
		{"Bu Sari: satu\nBu Sari: (hapus \"satu\")\nBu Sari: (hapus \"satu\")", `melati.txt:3: Bu Sari wrote nothing with "satu" in Bu Sari`},
		{`Bu Sari: (ubah "satu") dua`, `melati.txt:1: Bu Sari wrote nothing with "satu" in Bu Sari`},
		{"Bu Sari: (album: foto, dokumen)", "melati.txt:1: document can't be mixed with other media types"},
		{"= 2020-01-01 09:00 WITA", "melati.txt:1: the clock stands at 2026-06-10 08:00:00 WITA and does not go back"},
		{"= 2030-01-01 09:00 WIT", `melati.txt:1: nobody knows the zone "WIT"`},
		{"= bot dikeluarkan dari Kelompok Melati", "melati.txt:1: say who"},
		{"-- keluarga --", "melati.txt:1: show table keluarga: no such table"},
	} {
		inWorld(t, func(t *testing.T, w World, _ *standIn) {
			got, err := parsed(t, c.text).Play(w)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
			}
			for line := range strings.Lines(c.text) {
				if !strings.Contains(string(got), line) {
					t.Errorf("%q lost the line %q:\n%s", c.text, line, got)
				}
			}
		})
	}
}

func TestStartIsTheFirstMoment(t *testing.T) {
	for _, c := range []struct {
		text string
		want time.Time
	}{
		{"# x\n= 2026-06-10 09:00 WITA\n= 2027-06-10 09:00 WITA", time.Date(2026, 6, 10, 1, 0, 0, 0, time.UTC)},
		{"= besok 09:00 WITA", time.Time{}},
		{"= sinyal putus\n= 2026-06-10 09:00 WITA", time.Time{}},
		{"= 2026-06-10 09:00 WIB", time.Time{}},
		{"Bu Sari: halo", time.Time{}},
	} {
		got, ok := parsed(t, c.text).Start(zone)
		if ok == c.want.IsZero() || ok && !got.Equal(c.want) {
			t.Errorf("%q begins at %v, %v; want %v", c.text, got, ok, c.want)
		}
	}
}

func TestPerformActsAndTellsThePace(t *testing.T) {
	const script = `# Bu Rina membagikan tautan.
= 2020-01-01 09:00 WITA
Bu Rina: tautan
Bot: apa saja

-- mulai --
0

Bu Sari: {kode}
Bu Sari: (buka tautan dari Bu Rina)
Bu Sari: /start
Bu Sari: [Ibu]
Bu Sari: tidak sampai
`
	inWorld(t, func(t *testing.T, w World, b *standIn) {
		var got []string
		err := parsed(t, script).Perform(w, func(l Line) bool {
			got = append(got, fmt.Sprintf("%d %s %q %d in %d", l.Number, l.Kind, l.Text, l.User, l.Chat))
			typing, _ := w.Clock.Wake(w.Clock.Now().Add(time.Second))
			<-typing
			if l.Kind == "press" && l.Message != b.last {
				t.Errorf("presses message %d, want %d", l.Message, b.last)
			}
			return l.Text != "tidak sampai"
		})
		if err != nil {
			t.Error(err)
		}
		want := []string{
			`1 comment "Bu Rina membagikan tautan." 0 in 0`,
			`2 event "2020-01-01 09:00 WITA" 0 in 0`,
			`3 write "tautan" 1002 in 1002`,
			`9 write "7001" 1001 in 1001`,
			`10 open "" 1001 in 1001`,
			`11 write "/start" 1001 in 1001`,
			`12 press "Ibu" 1001 in 1001`,
			`13 write "tidak sampai" 1001 in 1001`,
		}
		if !slices.Equal(got, want) {
			t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
		history := w.Telegram.History(mother)
		if last := history[len(history)-1]; last.Text != "Ibu datang." {
			t.Errorf("at the end Bu Sari sees %q", last.Text)
		}
		if b.starts != 1 {
			t.Errorf("the bot was started %d times, want once", b.starts)
		}
	})
}

func TestPerformGoesToTheEnd(t *testing.T) {
	inWorld(t, func(t *testing.T, w World, b *standIn) {
		lines := 0
		err := parsed(t, "= bot mati\nBu Sari: satu\n= bot hidup lagi\n# habis").Perform(w, func(Line) bool { lines++; return true })
		history := w.Telegram.History(mother)
		if last := history[len(history)-1]; err != nil || lines != 4 || b.starts != 2 || last.Text != "Kata Ibu: satu" {
			t.Errorf("%d lines, %d starts, error %v, and Bu Sari sees %q", lines, b.starts, err, last.Text)
		}
	})
}

func TestPerformStopsWithTheTroubleOver(t *testing.T) {
	inWorld(t, func(t *testing.T, w World, _ *standIn) {
		err := parsed(t, "= sinyal putus\nBu Sari: satu\nBu Sari: [Ibu]\n").Perform(w, func(Line) bool { return true })
		if want := "melati.txt:3: no button [Ibu]"; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		w.Clock.Walk(w.Clock.Now().Add(time.Minute), w.Settle)
		history := w.Telegram.History(mother)
		if last := history[len(history)-1]; last.Text != "Kata Ibu: satu" {
			t.Errorf("with the signal back Bu Sari sees %q", last.Text)
		}
	})
}
