package demo

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// thing is what can be sent other than words, as a transcript calls it: a person's (foto) is the bot's (gambar foto.jpg).
type thing struct {
	theirs, bots string
	file         File // made up, when a person sends it
}

func things() []thing {
	const latitude, longitude = -8.5833, 116.5333 // Anjani
	return []thing{
		{"foto", "gambar", File{Kind: "photo", Name: "foto.jpg", MIME: "image/jpeg"}},
		{"video", "video", File{Kind: "video", Name: "video.mp4", MIME: "video/mp4", Duration: 10}},
		{"suara", "suara", File{Kind: "voice", MIME: "audio/ogg", Duration: 4}},
		{"audio", "audio", File{Kind: "audio", Name: "audio.mp3", MIME: "audio/mpeg", Duration: 60}},
		{"animasi", "animasi", File{Kind: "animation", Name: "animasi.mp4", MIME: "video/mp4", Duration: 2}},
		{"stiker", "stiker", File{Kind: "sticker", MIME: "image/webp"}},
		{"dokumen", "berkas", File{Kind: "document", Name: "surat.pdf", MIME: "application/pdf"}},
		{"lokasi", "lokasi", File{Kind: "location", Latitude: latitude, Longitude: longitude}},
		{"tempat", "tempat", File{Kind: "venue", Latitude: latitude, Longitude: longitude, Title: "Balai Desa", Address: "Anjani"}},
		{"kontak", "kontak", File{Kind: "contact", Name: "Bu Tuti"}},
	}
}

// named is how one or several things look in a line.
func named() string {
	var names []string
	for _, t := range things() {
		names = append(names, t.theirs)
	}
	one := "(?:" + strings.Join(names, "|") + ")"
	return one + "(?:, " + one + ")*"
}

// sent are the files that a person sends by names that are known, and the words below them. A location is followed by its
// coordinates, a place by its name and address.
func sent(names, words string) (files []File, below string, err error) {
	for name := range strings.SplitSeq(names, ", ") {
		f := things()[slices.IndexFunc(things(), func(t thing) bool { return t.theirs == name })].file
		if f.MIME != "" {
			f.Data = []byte(name)
			f.Size = len(f.Data)
		}
		files = append(files, f)
	}
	switch f := &files[0]; {
	case words == "" || len(files) > 1:
	case f.Kind == "location":
		latitude, longitude, _ := strings.Cut(words, ",")
		if f.Latitude, err = degrees(latitude, 90); err == nil {
			f.Longitude, err = degrees(longitude, 180)
		}
		return files, "", err
	case f.Kind == "venue":
		title, address, more := strings.Cut(words, ", ")
		if f.Title = title; more {
			f.Address = address
		}
		return files, "", nil
	}
	return files, words, nil
}

func degrees(text string, most float64) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(math.Abs(n) <= most) {
		return 0, fmt.Errorf("a location is written like (lokasi) -8.56, 116.35")
	}
	return n, nil
}

// shownAs is how the bot's line calls what hangs on a message, or on the messages of an album.
func shownAs(files ...*File) string {
	var names []string
	for _, f := range files {
		if f == nil {
			return ""
		}
		name := f.Kind
		if at := slices.IndexFunc(things(), func(t thing) bool { return t.file.Kind == f.Kind }); at >= 0 {
			name = things()[at].bots
		}
		switch f.Kind {
		case "location":
			name += fmt.Sprintf(" %v, %v", f.Latitude, f.Longitude)
		case "venue":
			name += " " + f.Title
		case "voice":
			name += fmt.Sprintf(" %d:%02d", f.Duration/60, f.Duration%60)
		default:
			name += " " + f.Name
		}
		names = append(names, oneLine(name))
	}
	if len(names) > 1 {
		return " (album: " + strings.Join(names, ", ") + ")"
	}
	return " (" + names[0] + ")"
}
