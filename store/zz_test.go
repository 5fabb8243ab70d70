package store
import ("testing";"context";"fmt")
func TestZZ(t *testing.T){
 w:=newWorld(t)
 for _,q:=range []string{
 `INSERT INTO rsvps (session_id, family_id, answer, reason, by_account, at)
		SELECT s.id, f.id, 1, 2, 3, 4 FROM sessions s JOIN families f ON f.group_id = s.group_id AND f.id = 7
		WHERE s.id = 4 AND s.group_id = 5 AND s.state = 'announced'
		ON CONFLICT DO UPDATE SET answer = excluded.answer, by_account = excluded.by_account, at = excluded.at,
			reason = CASE WHEN excluded.reason = '' AND answer = excluded.answer THEN reason ELSE excluded.reason END`,
 "UPDATE cards SET wanted = wanted + 1, raised = 7, view = iif(view = 'hint', '', view) WHERE subject = 7 AND kind IN ('tally', 'session', 'ticks') RETURNING id, chat, message",
 `UPDATE cards SET wanted = wanted + 1, raised = 7, view = iif(view = 'hint', '', view) WHERE subject = 8 AND kind = 'invitation' AND chat IN
		(SELECT account_id FROM people WHERE group_id = 4 AND family_id = 5 AND account_id IS NOT NULL) RETURNING id, chat, message`,
 "SELECT "+personColumns+" FROM people WHERE account_id = 4 ORDER BY joined_ms, id",
 "SELECT "+grantColumns+" FROM grants WHERE account_id = 4 ORDER BY at, role, group_id",
 }{
  rows,err:=w.conn.QueryContext(context.Background(),"EXPLAIN QUERY PLAN "+q); if err!=nil{t.Fatal(err)}
  fmt.Println("--",q[:40])
  for rows.Next(){var a,b,c int; var d string; rows.Scan(&a,&b,&c,&d); fmt.Println(a,b,d)}
  rows.Close()
 }
}
