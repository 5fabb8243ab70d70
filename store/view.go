package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"asuhbersama/parenting"
)

// view is a look at the database in the words of its users. The first column of the query is a province, by whose clock the columns
// "tanggal" and "waktu" are written.
type view struct {
	header []string
	query  string
}

// names gives people, families and accounts the names by which everybody knows them.
const names = `WITH
	person AS (SELECT id, group_id, family_id, account_id, joined_ms, trim(CASE form WHEN 'ibu' THEN 'Bu' WHEN 'bapak' THEN 'Pak' WHEN 'mbak' THEN 'Mbak'
		WHEN 'mas' THEN 'Mas' WHEN 'nenek' THEN 'Nenek' WHEN 'kakek' THEN 'Kakek' ELSE '' END || ' ' || name) AS name FROM people),
	family AS (SELECT f.*, (SELECT name FROM person p WHERE p.group_id = f.group_id AND p.family_id = f.id ORDER BY joined_ms, id LIMIT 1) AS name
		FROM families f),
	account AS (SELECT id, coalesce((SELECT name FROM person p WHERE p.account_id = a.id ORDER BY joined_ms, id LIMIT 1),
		(SELECT name FROM grants g WHERE g.account_id = a.id AND name <> '' ORDER BY at DESC LIMIT 1), 'akun ' || id) AS name FROM accounts a)
`

// views are the tables that [View] knows.
func views() map[string]view {
	return map[string]view{
		"kelompok": {[]string{"nama", "desa", "kabupaten", "provinsi", "salam", "grup"}, `
			SELECT province, name, village, regency, province, salam, iif(chat IS NULL, '-', 'ya') FROM groups ORDER BY name, id`},
		"keluarga": {[]string{"keluarga", "nama", "dusun", "merantau", "di", "pengasuh", "usia anak", "persetujuan", "telegram"}, `
			SELECT g.province, f.name, p.name || iif(x.abroad, ' (jauh)', ''), f.hamlet, CASE f.away WHEN 'father' THEN 'ayah' WHEN 'mother' THEN 'ibu'
				WHEN 'both' THEN 'keduanya' WHEN 'sibling' THEN 'kakak' WHEN 'nobody' THEN 'tidak ada' ELSE '' END, f.away_in,
				CASE f.cares WHEN 'mother' THEN 'ibu' WHEN 'father' THEN 'ayah' WHEN 'grandmother' THEN 'nenek' WHEN 'grandfather' THEN 'kakek'
				WHEN 'relative' THEN 'kerabat' ELSE '' END, f.bands,
				CASE WHEN x.consent = 0 THEN 'belum' WHEN x.paper THEN 'v' || x.consent || ' di kertas' ELSE 'v' || x.consent END,
				iif(x.account_id IS NULL, '-', 'ya')
			FROM groups g JOIN family f ON f.group_id = g.id JOIN person p ON p.group_id = f.group_id AND p.family_id = f.id JOIN people x ON x.id = p.id
			ORDER BY g.name, f.joined_ms, f.id, p.joined_ms, p.id`},
		"hak": {[]string{"nama", "hak", "untuk"}, `
			SELECT '', coalesce(nullif(x.name, ''), 'akun ' || x.account_id), CASE x.role WHEN 'coordinator' THEN 'koordinator' WHEN 'founder' THEN 'pendiri'
				ELSE 'fasilitator' END, coalesce(g.name, nullif(concat_ws(', ', nullif(x.village, ''), nullif(x.regency, ''), nullif(x.province, '')), ''),
				'seluruh program')
			FROM grants x LEFT JOIN groups g ON g.id = x.group_id ORDER BY x.role, 2, 4`},
		"pertemuan": {[]string{"waktu", "tema", "tempat", "keadaan"}, `
			SELECT g.province, s.start, s.theme, s.place, CASE s.state WHEN 'planned' THEN 'rencana' WHEN 'announced' THEN 'diumumkan'
				WHEN 'closed' THEN 'selesai' ELSE 'batal' END FROM sessions s JOIN groups g ON g.id = s.group_id ORDER BY s.start, s.id`},
		"rencana": {[]string{"tanggal", "keluarga", "rencana", "alasan", "oleh"}, `
			SELECT g.province, s.start, f.name, CASE r.answer WHEN 'coming' THEN 'datang' WHEN 'unsure' THEN 'belum tahu' ELSE 'berhalangan' END,
				CASE r.reason WHEN 'sick' THEN 'sakit' WHEN 'child' THEN 'anak sakit' WHEN 'busy' THEN 'ada acara' WHEN 'noride' THEN 'tidak ada kendaraan' WHEN 'unsaid' THEN 'tidak disebut'
				WHEN 'other' THEN 'lainnya' ELSE r.reason END, a.name
			FROM rsvps r JOIN sessions s ON s.id = r.session_id JOIN groups g ON g.id = s.group_id JOIN family f ON f.group_id = g.id AND f.id = r.family_id
			LEFT JOIN account a ON a.id = r.by_account ORDER BY s.start, f.joined_ms, f.id`},
		"kehadiran": {[]string{"tanggal", "keluarga", "kehadiran", "yang hadir", "oleh", "cara"}, `
			SELECT g.province, s.start, coalesce(f.name, '(sudah keluar)'), CASE t.presence WHEN 'present' THEN 'hadir' WHEN 'late' THEN 'terlambat'
				WHEN 'represented' THEN 'diwakilkan' WHEN 'excused' THEN 'izin' WHEN 'sick' THEN 'sakit' ELSE 'tanpa keterangan' END, p.name, a.name,
				CASE t.how WHEN 'code' THEN 'kode' WHEN 'qr' THEN 'QR' WHEN 'tick' THEN 'centang' WHEN 'correction' THEN 'koreksi' ELSE t.how END
			FROM attendance t JOIN sessions s ON s.id = t.session_id JOIN groups g ON g.id = s.group_id
			LEFT JOIN family f ON f.group_id = g.id AND f.id = t.family_id LEFT JOIN person p ON p.id = t.who LEFT JOIN account a ON a.id = t.by_account
			ORDER BY s.start, f.joined_ms, t.family_id`},
		"jadwal": {[]string{"waktu", "pesan", "untuk", "hasil"}, `
			SELECT coalesce(g.province, ''), x.due, x.kind, CASE WHEN x.reader = 0 THEN '-' WHEN x.reader < 0 THEN '(sudah keluar)' ELSE coalesce(a.name, 'akun ' || x.reader) END, coalesce(x.outcome, 'menunggu')
			FROM fires x LEFT JOIN account a ON a.id = x.reader LEFT JOIN sessions s ON s.id = x.subject LEFT JOIN families f ON f.id = x.subject
			LEFT JOIN groups g ON g.id = coalesce(s.group_id, f.group_id) WHERE x.kind <> 'lesson' ORDER BY x.due, x.kind, x.id`},
		"kiriman materi": {[]string{"waktu", "untuk", "hasil", "materi"}, `
			SELECT '52', o.queued, a.name, CASE min(o.state) WHEN 'skipped' THEN min(o.reason) ELSE min(o.state) END, coalesce(l.lesson, '')
			FROM outbox o JOIN fires f ON f.id = o.fire AND f.kind = 'lesson' LEFT JOIN account a ON a.id = f.reader
			LEFT JOIN lessons l ON l.account_id = f.reader AND l.unasked AND l.at = o.queued GROUP BY o.queued, f.reader
			UNION ALL SELECT '52', f.due, a.name, 'menunggu', '' FROM fires f LEFT JOIN account a ON a.id = f.reader WHERE f.kind = 'lesson' AND f.outcome IS NULL
			ORDER BY 2, 3`},
		"pesan": {[]string{"untuk", "panggilan", "keadaan", "sebab"}, `
			SELECT '', CASE WHEN o.chat < 0 THEN 'grup' WHEN o.chat = 0 THEN '-' ELSE coalesce(a.name, 'akun ' || o.chat) END, iif(o.method = '', 'notice', o.method), o.state, o.reason
			FROM outbox o LEFT JOIN account a ON a.id = o.chat ORDER BY o.id`},
		"pengumuman": {[]string{"pengumuman", "untuk", "keadaan", "semua", "menunggu", "terkirim", "gagal", "belum pasti", "tidak dikirim"}, `
			SELECT '', content ->> 'start', coalesce((SELECT group_concat(CASE value WHEN 'families' THEN 'keluarga' WHEN 'facilitators' THEN 'fasilitator'
				WHEN 'chats' THEN 'grup' ELSE 'koordinator' END, ', ') FROM json_each(audience, '$.whom')), '-'), CASE state WHEN 'draft' THEN 'konsep' WHEN 'asking' THEN 'minta persetujuan' WHEN 'planned' THEN 'dijadwalkan' WHEN 'paused' THEN 'dijeda' WHEN 'cancelled' THEN 'dibatalkan'
				WHEN 'recalled' THEN 'ditarik' ELSE iif(state = 'running' AND waiting + sending = 0, 'selesai', 'berjalan') END, total, waiting + sending, sent, failed, parked, skipped
			FROM broadcasts ORDER BY made, id`},
		"kiriman": {[]string{"pengumuman", "untuk", "keadaan", "sebab"}, `
			SELECT '', b.content ->> 'start', iif(d.chat < 0, iif(b.audience ->> '$.whom[0]' = 'chats', 'grup', '(sudah keluar)'), coalesce(a.name, 'akun ' || d.chat)), CASE d.state WHEN 'waiting' THEN 'menunggu'
				WHEN 'sending' THEN 'dikirim' WHEN 'sent' THEN 'terkirim' WHEN 'failed' THEN 'gagal' WHEN 'parked' THEN 'belum pasti' WHEN 'recalled' THEN 'ditarik' ELSE 'tidak dikirim' END,
				d.reason
			FROM deliveries d JOIN broadcasts b ON b.id = d.broadcast_id LEFT JOIN account a ON a.id = d.chat ORDER BY b.made, b.id, d.chat`},
		"dibaca": {[]string{"pengumuman", "oleh", "waktu"}, `
			SELECT '52', b.content ->> 'start', iif(d.chat < 0, '(sudah keluar)', coalesce(a.name, 'akun ' || d.chat)), d.read
			FROM deliveries d JOIN broadcasts b ON b.id = d.broadcast_id LEFT JOIN account a ON a.id = d.chat WHERE d.read > 0 ORDER BY d.read, d.chat`},
		"permintaan": {[]string{"waktu", "dari", "soal", "keadaan", "dipegang", "terbantu", "kata"}, `
			SELECT g.province, q.asked, coalesce(f.name, '(sudah keluar)'), CASE q.about WHEN 'child' THEN 'anak' WHEN 'abroad' THEN 'rantau' WHEN 'papers' THEN 'surat'
				WHEN 'money' THEN 'uang' ELSE 'lainnya' END || iif(q.urgent, ', mendesak', ''), CASE q.state WHEN 'waiting' THEN 'menunggu' WHEN 'answered' THEN 'dijawab'
				ELSE 'selesai' END || iif(q.escalated, ', koordinator diminta', ''), coalesce(a.name, '-'),
				CASE q.helped WHEN 'yes' THEN 'ya' WHEN 'partly' THEN 'sebagian' WHEN 'no' THEN 'belum' WHEN 'back' THEN 'ditarik' ELSE '-' END,
				(SELECT count(*) FROM request_words w WHERE w.request_id = q.id)
			FROM requests q JOIN groups g ON g.id = q.group_id LEFT JOIN family f ON f.group_id = q.group_id AND f.id = q.family_id
			LEFT JOIN account a ON a.id = q.owner ORDER BY q.asked, q.id`},
		"akun": {[]string{"nama", "bahasa", "keadaan"}, `
			SELECT '', a.name, x.lang, CASE WHEN NOT x.reachable THEN 'tidak terjangkau' WHEN x.stopped THEN 'berhenti' ELSE 'terjangkau' END
			FROM account a JOIN accounts x ON x.id = a.id ORDER BY a.name, a.id`},
		"audit": {[]string{"waktu", "oleh", "tindakan", "keluarga", "rincian", "alasan"}, `
			SELECT coalesce(g.province, ''), x.at, CASE WHEN x.account_id = 0 THEN '-' WHEN x.account_id < 0 THEN '(sudah keluar)' ELSE coalesce(a.name, 'akun ' || x.account_id) END, x.act, f.name, x.detail, x.why
			FROM audit x LEFT JOIN groups g ON g.id = x.group_id LEFT JOIN account a ON a.id = x.account_id
			LEFT JOIN family f ON f.group_id = x.group_id AND f.id = x.family_id ORDER BY x.id`},
	}
}

// View gives a look at the database at path, beside whoever has it open: kelompok, keluarga, hak, pertemuan, rencana (RSVPs), kehadiran,
// jadwal (fires), kiriman materi (the lessons that came, or did not, and the next), pesan (calls), pengumuman, kiriman (ledgers), dibaca (who says to have read one), permintaan, akun or audit. It is for transcripts, so its words are those of its readers.
func View(ctx context.Context, path, name string) (header []string, rows [][]string, err error) {
	v, ok := views()[name]
	if !ok {
		return nil, nil, fmt.Errorf("there is no view %q", name)
	}
	err = reading(ctx, path, func(conn *sql.Conn) error {
		rows, err = v.read(ctx, conn)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("view %s: %w", name, err)
	}
	return v.header, rows, nil
}

func (v view) read(ctx context.Context, conn *sql.Conn) (out [][]string, err error) {
	rows, err := conn.QueryContext(ctx, names+v.query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
	for rows.Next() {
		cells := make([]sql.NullString, 1+len(v.header))
		into := make([]any, len(cells))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		zone := parenting.ProvinceZone(cells[0].String)
		row := make([]string, len(v.header))
		for i, title := range v.header {
			row[i] = written(title, cells[i+1].String, zone)
		}
		out = append(out, row)
	}
	return out, nil
}

// written writes a value for its column.
func written(title, value string, zone *time.Location) string {
	layout := map[string]string{"tanggal": "2006-01-02", "waktu": "2006-01-02 15.04"}[title]
	var seconds int64
	if _, err := fmt.Sscan(value, &seconds); layout == "" || err != nil {
		return value
	}
	return moment(seconds).In(zone).Format(layout)
}
