package demo

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	idJoko, idRina, idSari, idSahnun int64 = 101, 102, 103, 104

	pageToken = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)

// onPage is a stage whose bot is the test itself: it speaks through the API.
type onPage struct {
	*httptest.Server
	t     *testing.T
	stage Stage
	group int64
}

func newPage(t *testing.T, change ...func(*Stage)) *onPage {
	clock := NewClock(time.Date(2026, 6, 10, 1, 0, 0, 0, time.UTC))
	telegram := New(clock, Options{Token: pageToken, Username: "AsuhBersamaBot", Name: "Asuh Bersama"})
	s := Stage{
		Telegram: telegram, Clock: clock, Settle: func() {},
		Crash: func() error { return nil }, Restart: func() error { return nil },
		First: "https://t.me/AsuhBersamaBot?start=klaim_1",
		People: []Person{
			{User: User{ID: idJoko, First: "Pak", Last: "Joko"}, Role: "Koordinator", Online: true},
			{User: User{ID: idRina, First: "Bu", Last: "Rina"}, Role: "Fasilitator", Online: true},
			{User: User{ID: idSari, First: "Bu", Last: "Sari"}, Role: "Ibu", Online: true, Zone: "Asia/Jakarta"},
			{User: User{ID: idSahnun, First: "Nenek Inaq", Last: "Sahnun"}, Role: "Nenek"},
		},
	}
	for _, who := range s.People {
		telegram.AddUser(who.User)
	}
	group := telegram.NewGroup("Kelompok Melati", idRina, idSari)
	s.Groups = []int64{group}
	for _, c := range change {
		c(&s)
	}
	server := httptest.NewServer(Page(s))
	t.Cleanup(server.Close)
	return &onPage{Server: server, t: t, stage: s, group: group}
}

// post sends a wish and gives what came back.
func (s *onPage) post(path string, wish any) (status int, answer map[string]any) {
	s.t.Helper()
	body, err := json.Marshal(wish)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.send("POST", path, bytes.NewReader(body), nil)
}

func (s *onPage) send(method, path string, body io.Reader, header map[string]string) (status int, answer map[string]any) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	for name, value := range header {
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = json.Unmarshal(got, &answer) // not every answer is an object
	return response.StatusCode, answer
}

// must is post, for wishes that have to be granted.
func (s *onPage) must(path string, wish any) map[string]any {
	s.t.Helper()
	status, answer := s.post(path, wish)
	if status != http.StatusOK {
		s.t.Fatalf("%s %v: got %d %v", path, wish, status, answer)
	}
	return answer
}

// say lets the bot send a message with one button.
func (s *onPage) say(chat int64, text string) int {
	s.t.Helper()
	form := url.Values{"chat_id": {fmt.Sprint(chat)}, "text": {text}, "reply_markup": {`{"inline_keyboard":[[{"text":"Ya","callback_data":"ya"}]]}`}}
	answer := s.bot("sendMessage", form)
	return int(answer["result"].(map[string]any)["message_id"].(float64))
}

func (s *onPage) bot(method string, form url.Values) (answer map[string]any) {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), "POST", "/bot"+pageToken+"/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.stage.Telegram.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer["ok"] != true {
		s.t.Fatalf("%s: got %s", method, w.Body)
	}
	return answer
}

func (s *onPage) scene() scene {
	s.t.Helper()
	response, err := http.Get(s.URL + "/state")
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	var state struct{ Scene scene }
	if err := json.NewDecoder(response.Body).Decode(&state); err != nil {
		s.t.Fatal(err)
	}
	return state.Scene
}

func (s *onPage) phone(id int64) onePhone {
	s.t.Helper()
	people := s.scene().People
	return people[slices.IndexFunc(people, func(p onePhone) bool { return p.ID == id })]
}

// eventStream reads server-sentEvent events one by one.
type eventStream struct {
	t     *testing.T
	lines *bufio.Scanner
}

type sentEvent struct{ id, kind, data string }

func (s *onPage) stream(query string, header map[string]string) *eventStream {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), "GET", s.URL+"/events"+query, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	return &eventStream{s.t, lines}
}

func (s *eventStream) next() (e sentEvent) {
	s.t.Helper()
	for s.lines.Scan() {
		name, value, _ := strings.Cut(s.lines.Text(), ": ")
		switch name {
		case "id":
			e.id = value
		case "event":
			e.kind = value
		case "data":
			e.data = value
		case "":
			return e
		}
	}
	s.t.Fatalf("the stream ended: %v", s.lines.Err())
	return e
}

// until reads on to the first event that fits.
func (s *eventStream) until(fits func(sentEvent) bool) sentEvent {
	s.t.Helper()
	for {
		if e := s.next(); fits(e) {
			return e
		}
	}
}

func (s *eventStream) message() (got Event) {
	s.t.Helper()
	e := s.until(func(e sentEvent) bool { return e.kind == "message" })
	if err := json.Unmarshal([]byte(e.data), &got); err != nil {
		s.t.Fatal(err)
	}
	if want := fmt.Sprint(got.Seq); e.id != want {
		s.t.Errorf("id of event %d: got %s", got.Seq, e.id)
	}
	return got
}

func TestPageShowsNothingForeign(t *testing.T) {
	s := newPage(t)
	response, err := http.Get(s.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	html, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	policy := response.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("Content-Security-Policy %q lacks %q", policy, want)
		}
	}
	for _, found := range regexp.MustCompile(`(?:src|href)="([^"#]+)"`).FindAllSubmatch(html, -1) {
		if status, _ := s.send("GET", "/"+string(found[1]), nil, nil); status != http.StatusOK {
			t.Errorf("%s: got %d", found[1], status)
		}
	}
}

func TestPageRefusesStrangers(t *testing.T) {
	s := newPage(t)
	for _, c := range []struct {
		name   string
		header map[string]string
		want   int
	}{
		{"own page", map[string]string{"Origin": s.URL, "Sec-Fetch-Site": "same-origin"}, http.StatusOK},
		{"own page in an older browser", map[string]string{"Origin": s.URL}, http.StatusOK},
		{"no browser", nil, http.StatusOK},
		{"foreign origin", map[string]string{"Origin": "https://contoh.example"}, http.StatusForbidden},
		{"foreign page", map[string]string{"Origin": s.URL, "Sec-Fetch-Site": "cross-site"}, http.StatusForbidden},
		{"a name that leads here", map[string]string{"Host": "contoh.example"}, http.StatusForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(s.stage.Telegram.History(idSari))
			body := fmt.Sprintf(`{"as":%d,"do":"write","chat":%[1]d,"text":"halo"}`, idSari)
			if got, _ := s.send("POST", "/do", strings.NewReader(body), c.header); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
			wrote := len(s.stage.Telegram.History(idSari)) > before
			if want := c.want == http.StatusOK; wrote != want {
				t.Errorf("message written: got %t, want %t", wrote, want)
			}
		})
	}
}

func TestPageState(t *testing.T) {
	s := newPage(t)
	s.must("/do", deed{As: idSari, Do: "open", Link: "https://t.me/AsuhBersamaBot?start=k_1"})
	deleted := s.say(idSari, "ini dihapus")
	s.say(idSari, "halo")
	s.bot("deleteMessage", url.Values{"chat_id": {fmt.Sprint(idSari)}, "message_id": {fmt.Sprint(deleted)}})
	response, err := http.Get(s.URL + "/state")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var state struct {
		Seq     int
		History map[int64][]Message
		Scene   scene
	}
	if err := json.NewDecoder(response.Body).Decode(&state); err != nil {
		t.Fatal(err)
	}
	if want := len(s.stage.Telegram.Events(0)); state.Seq != want {
		t.Errorf("seq: got %d, want %d", state.Seq, want)
	}
	var texts []string
	for _, m := range state.History[idSari] {
		texts = append(texts, m.Text)
	}
	if want := []string{"/start k_1", "halo"}; !slices.Equal(texts, want) {
		t.Errorf("Bu Sari's chat: got %q, want %q", texts, want)
	}
	group := state.Scene.Chats[slices.IndexFunc(state.Scene.Chats, func(c oneChat) bool { return c.ID == s.group })]
	if want := []int64{idRina, idSari}; group.Title != "Kelompok Melati" || !slices.Equal(group.Members, want) || group.Bot {
		t.Errorf("group: got %+v", group)
	}
	var firsts []string
	for _, p := range state.Scene.People {
		firsts = append(firsts, p.First)
	}
	if want := []string{s.stage.First, "", "", ""}; !slices.Equal(firsts, want) {
		t.Errorf("first link: got %q, want %q", firsts, want)
	}
	if got, want := s.phone(idSari).Zone, "Asia/Jakarta"; got != want {
		t.Errorf("zone: got %s, want %s", got, want)
	}
}

func TestPageLinks(t *testing.T) {
	s := newPage(t, func(s *Stage) { s.Fits = func(who int64, start string) bool { return who == idSari && start == "k_2" } })
	seen := []string{"https://t.me/AsuhBersamaBot?start=k_1", "https://t.me/AsuhBersamaBot?start=k_2"}
	for who, want := range map[int64]string{idSari: "[https://t.me/AsuhBersamaBot?start=k_2]", idRina: "[]"} {
		if got := fmt.Sprint(s.must("/links", map[string]any{"as": who, "links": seen})["links"]); got != want {
			t.Errorf("links for %d: got %s, want %s", who, got, want)
		}
	}
	s = newPage(t)
	if got := s.must("/links", map[string]any{"as": idSari, "links": seen})["links"]; len(got.([]any)) != 2 {
		t.Errorf("nobody says which fit: got %v", got)
	}
}

func TestPageDeeds(t *testing.T) {
	s := newPage(t)
	telegram := s.stage.Telegram

	if s.phone(idSahnun).Online {
		t.Error("Nenek is online before she opened a link")
	}
	s.must("/do", deed{As: idSahnun, Do: "open", Link: "https://t.me/AsuhBersamaBot?start=k_1"})
	if !s.phone(idSahnun).Online {
		t.Error("Nenek is not online after she opened a link")
	}

	id := int(s.must("/do", deed{As: idSari, Do: "write", Chat: idSari, Text: "besok"})["message"].(float64))
	s.must("/do", deed{As: idSari, Do: "edit", Chat: idSari, Message: id, Text: "lusa"})
	if got := telegram.History(idSari)[0].Text; got != "lusa" {
		t.Errorf("edited text: got %q", got)
	}

	s.must("/do", deed{As: idSari, Do: "delete", Chat: idSari, Message: id})
	if !telegram.History(idSari)[0].Deleted {
		t.Error("the message is still there")
	}

	asked := s.say(idSari, "Ikut?")
	query := s.must("/do", deed{As: idSari, Do: "press", Chat: idSari, Message: asked, Data: "ya"})["query"]
	if unanswered := telegram.Unanswered(); len(unanswered) != 1 || unanswered[0] != query {
		t.Errorf("press: got query %v, waiting are %v", query, unanswered)
	}

	for text, want := range map[string]string{"": "Waspada banjir", "Awas & siaga": "Awas & siaga"} {
		s.must("/do", deed{As: idSari, Do: "attach", Chat: idSari, Kind: "forward", Text: text})
		history := telegram.History(idSari)
		if got := history[len(history)-1]; got.Origin == nil || got.Origin.Kind != "channel" || !strings.HasPrefix(got.Text, want) {
			t.Errorf("forwarded %q: got %+v", text, got)
		}
	}

	s.must("/do", deed{As: idSari, Do: "block"})
	if !s.phone(idSari).Blocked {
		t.Error("the bot is not shown as blocked")
	}
	s.must("/do", deed{As: idSari, Do: "unblock"})
	if s.phone(idSari).Blocked {
		t.Error("the bot is still shown as blocked")
	}

	s.must("/do", deed{As: idRina, Do: "add-bot", Chat: s.group, Link: "https://t.me/AsuhBersamaBot?startgroup=g_7"})
	history := telegram.History(s.group)
	if got, want := history[len(history)-1].Text, "/start@AsuhBersamaBot g_7"; got != want {
		t.Errorf("startgroup: got %q, want %q", got, want)
	}
	s.must("/do", deed{As: idRina, Do: "migrate", Chat: s.group})
	chats := s.phone(idRina).Chats
	if got := chats[len(chats)-1]; got > -1e12 || slices.Contains(chats, s.group) {
		t.Errorf("chats after the upgrade: got %v", chats)
	}

	for _, refused := range []deed{
		{As: 999, Do: "write", Chat: 999, Text: "halo"},
		{As: idSari, Do: "write", Chat: idJoko, Text: "halo"},
		{As: idSari, Do: "open", Link: "https://contoh.example"},
		{As: idSari, Do: "attach", Chat: idSari, Kind: "peti"},
		{As: idSari, Do: "terbang"},
	} {
		if status, answer := s.post("/do", refused); status != http.StatusBadRequest || answer["error"] == "" {
			t.Errorf("%+v: got %d %v", refused, status, answer)
		}
	}
}

func TestPageFiles(t *testing.T) {
	s := newPage(t)
	get := func(f *File) *http.Response {
		t.Helper()
		response, err := http.Get(s.URL + "/file/" + url.PathEscape(f.ID))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = response.Body.Close() })
		return response
	}
	last := func() *File {
		history := s.stage.Telegram.History(idSari)
		return history[len(history)-1].File
	}
	for _, kind := range []string{"photo", "voice", "audio", "sticker", "document", "video", "animation"} {
		s.must("/do", deed{As: idSari, Do: "attach", Chat: idSari, Kind: kind})
		f := last()
		if f.Kind != kind || f.Size == 0 {
			t.Errorf("%s: got %+v", kind, f)
		}
		body, err := io.ReadAll(get(f).Body)
		if err != nil || len(body) != f.Size {
			t.Errorf("%s: got %d bytes, want %d (%v)", kind, len(body), f.Size, err)
		}
	}
	for _, kind := range []string{"location", "venue", "contact"} {
		s.must("/do", deed{As: idSari, Do: "attach", Chat: idSari, Kind: kind})
		if got := last().Kind; got != kind {
			t.Errorf("got %s, want %s", got, kind)
		}
	}
	s.must("/do", deed{As: idSari, Do: "attach", Chat: idSari, Kind: "album", Text: "1 < 2"})
	history := s.stage.Telegram.History(idSari)
	album := history[len(history)-3:]
	if album[0].Text != "1 < 2" || album[0].Album == "" || album[2].Album != album[0].Album || album[2].File.Kind != "video" {
		t.Errorf("album: got %+v", album)
	}
	for name, kind := range map[string]string{"halaman.html": "text/html", "gambar.svg": "image/svg+xml"} {
		script := base64.StdEncoding.EncodeToString([]byte("<script>alert(1)</script>"))
		s.must("/do", deed{As: idSari, Do: "attach", Chat: idSari, Kind: "document", Name: name, MIME: kind, Data: script})
		got := get(last())
		if d := got.Header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") || !strings.Contains(d, name) {
			t.Errorf("%s would be shown as part of the page: got %q", name, d)
		}
		if p := got.Header.Get("Content-Security-Policy"); !strings.Contains(p, "sandbox") {
			t.Errorf("%s may run scripts: got %q", name, p)
		}
	}
	if got := get(&File{ID: "tidak-ada"}).StatusCode; got != http.StatusNotFound {
		t.Errorf("unknown file: got %d", got)
	}
}

func TestPageEvents(t *testing.T) {
	s := newPage(t)
	s.must("/do", deed{As: idSari, Do: "write", Chat: idSari, Text: "satu"})
	seen := len(s.stage.Telegram.Events(0))

	follow := s.stream(fmt.Sprintf("?since=%d", seen), nil)
	if got := follow.next().kind; got != "scene" {
		t.Errorf("a stream begins with: got %q, want a scene", got)
	}
	s.must("/do", deed{As: idSari, Do: "write", Chat: idSari, Text: "dua"})
	two := follow.message()
	if two.Seq != seen+1 || two.Message.Text != "dua" {
		t.Errorf("after %d: got event %d %q", seen, two.Seq, two.Message.Text)
	}
	s.must("/do", deed{As: idSari, Do: "write", Chat: idSari, Text: "tiga"})

	again := s.stream("?since=0", map[string]string{"Last-Event-ID": fmt.Sprint(two.Seq)})
	if got := again.message(); got.Message.Text != "tiga" {
		t.Errorf("a resumed stream goes on with %q, want tiga", got.Message.Text)
	}
	if got := follow.message(); got.Message.Text != "tiga" {
		t.Errorf("the first stream goes on with %q, want tiga", got.Message.Text)
	}
	if status, _ := s.send("GET", "/events?since=kemarin", nil, nil); status != http.StatusBadRequest {
		t.Errorf("since=kemarin: got %d", status)
	}
}

func TestPageClock(t *testing.T) {
	s := newPage(t)
	start := s.stage.Clock.Now()
	s.must("/clock", map[string]any{"by": 600})
	if got := s.stage.Clock.Now().Sub(start); got < 10*time.Minute || got > 11*time.Minute {
		t.Errorf("10 minutes on: went %s", got)
	}
	due := start.Add(3 * time.Hour)
	woken, _ := s.stage.Clock.Wake(due)
	s.must("/clock", map[string]any{"next": true})
	select {
	case <-woken:
	default:
		t.Error("the next event did not come")
	}
	if status, _ := s.post("/clock", map[string]any{"next": true}); status != http.StatusBadRequest {
		t.Errorf("nothing is next: got %d", status)
	}
	for _, to := range []time.Time{start, start.AddDate(10, 0, 0)} {
		if status, _ := s.post("/clock", map[string]any{"to": to}); status != http.StatusBadRequest {
			t.Errorf("to %s: got %d", to, status)
		}
	}
	if s.scene().Clock.Walking {
		t.Error("the clock is still said to be walking")
	}
}

// A walk has many steps: of each the page hears the hour, not the whole scene.
func TestPageHearsTheHour(t *testing.T) {
	steps, walked := make(chan struct{}), make(chan struct{})
	s := newPage(t, func(stage *Stage) { stage.Settle = func() { <-steps } })
	follow := s.stream("?since=0", nil)
	s.stage.Clock.Wake(s.stage.Clock.Now().Add(time.Minute))
	go func() { defer close(walked); s.must("/clock", map[string]any{"by": 120}) }()
	follow.until(func(e sentEvent) bool { return e.kind == "scene" && strings.Contains(e.data, `"walking":true`) })
	steps <- struct{}{} // before the walk
	steps <- struct{}{}
	if e := follow.next(); e.kind != "clock" {
		t.Errorf("after a step the page hears of a %s", e.kind)
	}
	steps <- struct{}{}
	<-walked
}

func TestPageTroublePasses(t *testing.T) {
	s := newPage(t)
	s.must("/trouble", Trouble{Flood: 30})
	follow := s.stream("?since=0", nil)
	troubled := func(want bool) func(sentEvent) bool {
		return func(e sentEvent) bool {
			var now scene
			return e.kind == "scene" && json.Unmarshal([]byte(e.data), &now) == nil && (now.Trouble != Trouble{}) == want
		}
	}
	follow.until(troubled(true))
	s.must("/clock", map[string]any{"by": 60})
	follow.until(troubled(false))
}

func TestPageBot(t *testing.T) {
	crashed := 0
	s := newPage(t, func(s *Stage) { s.Crash = func() error { crashed++; return nil } })
	s.must("/bot", map[string]string{"do": "crash"})
	if up := s.scene().Up; up || crashed != 1 {
		t.Errorf("after a crash: up %t, crashed %d times", up, crashed)
	}
	s.must("/bot", map[string]string{"do": "restart"})
	if !s.scene().Up {
		t.Error("after a restart the bot is said to be down")
	}
	if status, _ := s.post("/bot", map[string]string{"do": "reset"}); status != http.StatusBadRequest {
		t.Errorf("reset of a stage that has none: got %d", status)
	}
}

func TestPageResetLoadsPagesAnew(t *testing.T) {
	s := newPage(t, func(s *Stage) { s.Reset = func() error { return nil } })
	before := s.scene().World
	s.must("/bot", map[string]string{"do": "reset"})
	if s.scene().World == before {
		t.Error("open pages cannot know that the world is another one")
	}
}

const pageStory = `# Bu Sari menyapa bot.
Bu Sari: (buka tautan klaim)
Bot: apa pun
Bu Sari: halo
= 2 jam lagi
`

func TestPageTour(t *testing.T) {
	s := newPage(t, func(s *Stage) {
		s.Tours = []Tour{{"sapa", "Menyapa", pageStory}, {"rusak", "Rusak", "bukan transkrip"}}
	})
	follow := s.stream("?since=0", nil)
	at := func(fits func(tourFace) bool) (now tourFace) {
		follow.until(func(e sentEvent) bool {
			var got scene
			if e.kind != "scene" || json.Unmarshal([]byte(e.data), &got) != nil || got.Tour == nil || !fits(*got.Tour) {
				return false
			}
			now = *got.Tour
			return true
		})
		return now
	}
	begun := s.stage.Clock.Now()
	s.must("/tour", map[string]any{"name": "sapa"})
	var kinds []string
	for step := 1; step <= 4; step++ {
		face := at(func(f tourFace) bool { return f.Step == step })
		kinds = append(kinds, face.Line.Kind)
		if face.Number != step || face.Total != 4 {
			t.Errorf("step %d: got %d of %d", step, face.Number, face.Total)
		}
		if step == 4 {
			if got := len(s.stage.Telegram.History(idSari)); got != 2 {
				t.Errorf("messages before the last step: got %d, want 2", got)
			}
		}
		s.must("/tour", map[string]any{"step": step})
	}
	if want := []string{"comment", "open", "write", "event"}; !slices.Equal(kinds, want) {
		t.Errorf("lines: got %v, want %v", kinds, want)
	}
	if over := at(func(f tourFace) bool { return f.Over }); over.Error != "" || over.Stopped {
		t.Errorf("the end: got %+v", over)
	}
	if went := s.stage.Clock.Now().Sub(begun); went < 2*time.Hour {
		t.Errorf("the clock went %s, want 2 h", went)
	}

	s.must("/tour", map[string]any{"stop": true})
	if tour := s.scene().Tour; tour != nil {
		t.Errorf("a tour that is over was not put away: got %+v", tour)
	}
	for _, wrong := range []string{"rusak", "entah"} {
		if status, _ := s.post("/tour", map[string]any{"name": wrong}); status != http.StatusBadRequest {
			t.Errorf("tour %s: got %d", wrong, status)
		}
	}
}

func TestPageTourStops(t *testing.T) {
	s := newPage(t, func(s *Stage) { s.Tours = []Tour{{"sapa", "Menyapa", pageStory}} })
	s.must("/tour", map[string]any{"name": "sapa"})
	if status, _ := s.post("/tour", map[string]any{"name": "sapa"}); status != http.StatusBadRequest {
		t.Errorf("a second tour at once: got %d", status)
	}
	s.must("/tour", map[string]any{"stop": true})
	if tour := s.scene().Tour; tour == nil || !tour.Over || !tour.Stopped {
		t.Errorf("after stop: got %+v", tour)
	}
	if got := s.stage.Telegram.History(idSari); len(got) != 0 {
		t.Errorf("a stopped tour went on: %v", got)
	}
}

// The page says the same things in both languages, and nothing it has no words for.
func TestPageWords(t *testing.T) {
	words, err := pageFiles.ReadFile("page/words.js")
	if err != nil {
		t.Fatal(err)
	}
	head, english, ok := strings.Cut(string(words), "\n  en: {")
	if !ok {
		t.Fatal("words.js has no en")
	}
	key := regexp.MustCompile(`(?m)(?:^    |", )(\w+): "`)
	keys := func(part string) map[string]bool {
		all := map[string]bool{}
		for _, found := range key.FindAllStringSubmatch(part, -1) {
			all[found[1]] = true
		}
		return all
	}
	have, other := keys(head), keys(english)
	if !maps.Equal(have, other) {
		for k := range have {
			if !other[k] {
				t.Errorf("en has no %s", k)
			}
		}
		for k := range other {
			if !have[k] {
				t.Errorf("id has no %s", k)
			}
		}
	}
	asked := regexp.MustCompile(`\bt\("(\w+)"|data-t(?:-label|-placeholder)?="(\w+)"|t(?:Label|Placeholder): "(\w+)"`)
	files, err := fs.Glob(pageFiles, "page/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := pageFiles.ReadFile(name)
		if err != nil {
			continue // a folder
		}
		for _, found := range asked.FindAllStringSubmatch(string(text), -1) {
			if want := found[1] + found[2] + found[3]; !have[want] {
				t.Errorf("%s asks for the words %q, which are not there", name, want)
			}
		}
	}
}
