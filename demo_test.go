package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/demo"
)

// demoOn runs the demo command on a free port until end, which does what Ctrl-C does.
func demoOn(t *testing.T) (address string, end func()) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	ctx, cancel := context.WithCancel(t.Context())
	out, stdout := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"demo", "--no-browser", "--listen", "127.0.0.1:0"}, stdout, io.Discard)
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, _ = strings.Cut(line, "open ")
	address, _, _ = strings.Cut(address, " ")
	return address, func() {
		t.Helper()
		cancel()
		late, stop := context.WithTimeout(context.Background(), 5*time.Second)
		defer stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("the demo ended with %v", err)
			}
		case <-late.Done():
			t.Fatal("the demo goes on five seconds after it was told to stop")
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) != 0 {
			t.Errorf("the demo left %v behind, error %v", left, err)
		}
	}
}

// TestDemoEnds: the demo begins anew when a visitor wants it to, and ends at once with pages open, leaving nothing behind.
func TestDemoEnds(t *testing.T) {
	address, end := demoOn(t)
	first := openPage(t, address)
	before := first.world()
	post(t, address, "do", map[string]any{"as": joko, "do": "write", "chat": joko, "text": "/start"})
	first.until("the bot's answer", func(kind, data string) bool {
		return kind == "message" && strings.Contains(data, `"Chat":1004`) && !strings.Contains(data, `"From":1004`)
	})
	post(t, address, "bot", map[string]any{"do": "reset"})
	first.until("the news of another world", func(kind, data string) bool {
		return kind == "scene" && !strings.Contains(data, before)
	})
	if after := openPage(t, address).world(); after == before {
		t.Errorf("after a reset the world is still %s", after)
	}
	var state struct{ History map[string][]demo.Message }
	get(t, address+"state", &state)
	if n := len(state.History["1004"]); n != 0 {
		t.Errorf("after a reset Pak Joko has %d messages", n)
	}
	end()
}

// TestDemoAddressTaken: whoever starts a second demo is told what to do.
func TestDemoAddressTaken(t *testing.T) {
	address, end := demoOn(t)
	taken := strings.Trim(strings.TrimPrefix(address, "http://"), "/")
	err := run(t.Context(), []string{"demo", "--no-browser", "--listen", taken}, io.Discard, io.Discard)
	if err == nil {
		t.Fatalf("a second demo serves at %s", taken)
	}
	if told := advice(err); !strings.Contains(told, taken) || !strings.Contains(told, "choose another one with --listen") {
		t.Errorf("it is told %q", told)
	}
	end()
}

// TestTour: what the page acts out is played to its end on the demo's own bot.
func TestTour(t *testing.T) {
	address, end := demoOn(t)
	page := openPage(t, address)
	var state struct {
		Scene struct{ People []struct{ First string } }
	}
	get(t, address+"state", &state)
	invitation := state.Scene.People[slices.IndexFunc(people(), func(p demo.Person) bool { return p.User.ID == joko })].First
	offered := func(who int64) bool {
		return strings.Contains(post(t, address, "links", map[string]any{"as": who, "links": []string{invitation}}), invitation)
	}
	if !offered(joko) || offered(nenek) || offered(tuti) {
		t.Error("the first invitation is for Pak Joko, and for nobody else")
	}
	post(t, address, "tour", map[string]any{"name": "pertemuan"})
	var tour struct {
		Step  int
		Over  bool
		Error string
	}
	for !tour.Over {
		page.until("the next line", func(kind, data string) bool {
			scene, before := struct{ Tour any }{&tour}, tour.Step
			return kind == "scene" && json.Unmarshal([]byte(data), &scene) == nil && (tour.Over || tour.Step > before)
		})
		if !tour.Over {
			post(t, address, "tour", map[string]any{"step": tour.Step})
		}
	}
	if tour.Error != "" {
		t.Error(tour.Error)
	}
	if offered(joko) {
		t.Error("an invitation is offered that was used")
	}
	end()
}

// TestGuide: the buttons that the guide speaks of are the bot's, as the transcripts show them, or the page's.
func TestGuide(t *testing.T) {
	page, err := os.ReadFile("demo/page/words.js")
	if err != nil {
		t.Fatal(err)
	}
	all, err := filepath.Glob("flows/transcripts/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	bot := ""
	for _, file := range all {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		bot += string(text)
	}
	for i, step := range guide() {
		labels := [][]string{{"", step.Done}}
		for _, words := range step.Words {
			labels = append(labels, regexp.MustCompile(`\[(.+?)\]`).FindAllStringSubmatch(words, -1)...)
		}
		for _, label := range labels {
			if l := label[1]; l != "" && !strings.Contains(bot, "["+l+"]") && !strings.Contains(string(page), `"`+l+`"`) {
				t.Errorf("step %d speaks of %q, which is on no button", i+1, l)
			}
		}
	}
}

// openedPage is a page as a browser holds it open: a stream of events.
type openedPage struct {
	t      *testing.T
	stream *bufio.Scanner
}

func openPage(t *testing.T, address string) *openedPage {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"events", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	stream := bufio.NewScanner(resp.Body)
	stream.Buffer(nil, 1<<20)
	return &openedPage{t, stream}
}

// until reads on to the event that is looked for.
func (p *openedPage) until(what string, is func(kind, data string) bool) string {
	p.t.Helper()
	kind := ""
	for p.stream.Scan() {
		if name, ok := strings.CutPrefix(p.stream.Text(), "event: "); ok {
			kind = name
		}
		if data, ok := strings.CutPrefix(p.stream.Text(), "data: "); ok && is(kind, data) {
			return data
		}
	}
	p.t.Fatalf("the page closed before %s came: %v", what, p.stream.Err())
	return ""
}

// world is what tells one run of the demo from another.
func (p *openedPage) world() string {
	p.t.Helper()
	data := p.until("the scene", func(kind, _ string) bool { return kind == "scene" })
	var scene struct{ World string }
	if err := json.Unmarshal([]byte(data), &scene); err != nil || scene.World == "" {
		p.t.Fatalf("scene %s: %v", data, err)
	}
	return scene.World
}

func post(t *testing.T, address, where string, wish any) string {
	t.Helper()
	body, err := json.Marshal(wish)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(address+where, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s", where, body, answer)
	}
	return string(answer)
}

func get(t *testing.T, url string, into any) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// TestScan takes the pictures that the bot sent, reads their QR codes as a camera does and goes where they lead.
func TestScan(t *testing.T) {
	t.Run("poster", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorldOf(t, "meeting")
			defer w.stop()
			w.play("flows/transcripts/meeting.txt")
			w.act("Bu Rina: /kelompok", "Bu Rina: [Poster QR]")
			w.scan(rina, tuti)
			w.act("Bu Tuti: [Saya dewasa dan setuju]", "Bu Tuti: [Ibu]", "Bu Tuti: Tuti", "Bu Tuti: [Di rumah bersama anak]",
				"Bu Tuti: [Ayah]", "Bu Tuti: [Malaysia]", "Bu Tuti: [Ibu]", "Bu Tuti: [☐ 3–5 tahun]", "Bu Tuti: [Selesai]")
			w.shows("keluarga", "Bu Tuti")
		})
	})
	t.Run("code", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorldOf(t, "meeting")
			defer w.stop()
			w.play("flows/transcripts/meeting.txt")
			w.act("= 2026-06-13 13:50 WITA", "Bu Rina: /pertemuan", "Bu Rina: [Layar kode hadir]")
			w.scan(rina, nenek)
			w.shows("kehadiran", "Nenek Inaq Sahnun  QR")
		})
	})
}

// act lets people do what lines of a transcript say.
func (w *transcriptWorld) act(lines ...string) {
	w.t.Helper()
	script, err := demo.ParseTranscript("lines", []byte(strings.Join(lines, "\n")+"\n"))
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := script.Play(w.world); err != nil {
		w.t.Fatal(err)
	}
}

// scan reads the newest picture on one phone with another, which opens what it reads.
func (w *transcriptWorld) scan(shown, by int64) {
	w.t.Helper()
	var picture *demo.File
	for _, m := range w.telegram.History(shown) {
		if m.File != nil && m.File.Kind == "photo" {
			picture = m.File
		}
	}
	if picture == nil {
		w.t.Fatal("the bot sent no picture")
	}
	sent, _ := w.telegram.FileData(picture.ID)
	link, err := scan(sent.Data)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.telegram.Open(by, link); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}

// shows fails unless a view of the database has a line with these words.
func (w *transcriptWorld) shows(view, words string) {
	w.t.Helper()
	got, err := w.table(view)
	if err != nil {
		w.t.Fatal(err)
	}
	if !strings.Contains(got, words) {
		w.t.Errorf("%s shows no %q:\n%s", view, words, got)
	}
}
