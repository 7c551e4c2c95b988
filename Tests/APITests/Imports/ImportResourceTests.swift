import API
import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Testing

/// The addresses of imports.
@Suite(.timeLimit(.minutes(10))) struct ImportResourceTests {
    @Test func `files of the folder are listed, and a look at one guesses what its columns are`()
        async throws
    {
        try await ImportPlace.run(files: ["members.tsv": "회원번호\tage\nann\t31\n", "notes.md": "x"]) {
            api, _ in
            let files = try await api.get("/import-files").json()
            #expect(files["enabled"] == .boolean(true))
            #expect(files["items"]?[0]?["name"] == "logs/shop.csv")
            #expect(files["items"]?[1]?["name"] == "members.tsv")
            #expect(files["items"]?[2] == nil)
            #expect(try await api.get("/import-files?search=mem").json()["items"]?[1] == nil)
            let next = try await api.get("/import-files?limit=1").json()["next"]?.text ?? ""
            #expect(
                try await api.get("/import-files?limit=1&after=\(next)").json()["items"]?[0]?[
                    "name"]
                    == "members.tsv")
            let look = try await api.post(
                "/imports/preview", #"{"file":"logs/shop.csv","rows":2}"#
            ).json()
            #expect(look["kind"] == "events" && look["delimiter"] == ",")
            #expect(look["mapping"]?["user"] == "user" && look["mapping"]?["time"] == "time")
            #expect(look["columns"]?[4]?["type"] == "integer")
            #expect(look["rows"]?[1]?[2] == "장바구니 담기" && look["rows"]?[2] == nil)
            let table = try await api.post("/imports/preview", #"{"file":"members.tsv"}"#).json()
            #expect(table["kind"] == "attributes" && table["mapping"]?["user"] == "회원번호")
            #expect(table["columns"]?[1]?["type"] == "integer")
            let audit = try await api.get("/audit?action=import.preview").json()["records"]
            #expect(audit?[0]?["details"]?["file"] == "members.tsv")
        }
    }

    @Test func `an import over HTTP makes what the same import at the terminal makes`()
        async throws
    {
        try await ImportPlace.run { api, folder in
            let job = try await ImportPlace.perform(ImportPlace.order, api)
            #expect(job["state"] == "done", "\(job.rendered())")
            let result = try #require(job["result"])
            #expect(result["rows"] == 5 && result["users"] == 3 && result["days"] == 3)
            #expect(result["first_day"] == "2026-01-01" && result["replaced_days"] == 0)
            #expect(result["rejects"]?["rows"] == 2)
            let first = result["rejects"]?["first"]?[0]
            #expect(first?["file"] == "shop.csv" && first?["line"] == 7)
            #expect(first?["reason"] == "no user")
            #expect(result["rejects"]?["first"]?[1]?["reason"] == "unreadable time")
            #expect(job["progress"]?["rows"] == 7)
            #expect(job["progress"]?["file"] == "logs/shop.csv")
            let home = api.server.homePath
            let process = try ImportPlace.cxm([
                "import", "events", folder + "/logs/shop.csv", "--dataset", "shop", "--user",
                "user",
                "--time", "time", "--event", "event", "--properties", "all", "--home",
                home + "/other",
            ])
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let content = try ImportPlace.content(of: "shop", in: home)
            #expect(content.count > 5)
            #expect(try content == ImportPlace.content(of: "shop", in: home + "/other"))
            let listed = try await api.get("/imports").json()
            #expect(listed["imports"]?[0]?["rows"] == 5)
            #expect(listed["jobs"]?[0]?["id"] == job["id"])
            let funnel = try await api.server.answer(
                to:
                    #"{"kind":"funnel","dataset":"shop","range":{"from":"2026-01-01","to":"2026-02-01"},"steps":[{"event":"방문"},{"event":"결제"}],"window":{"value":7,"unit":"day"}}"#,
                cookie: api.cookie)
            #expect(funnel.status == 200, "\(funnel.text)")
        }
    }

    @Test func `rejected rows are given as a file, and imports are in the audit`() async throws {
        try await ImportPlace.run { api, _ in
            let job = try await ImportPlace.perform(ImportPlace.order, api)
            let name = try #require(job["result"]?["rejects"]?["file"]?.text)
            let file = try await api.get("/import-rejects/\(name)")
            #expect(file.status == 200)
            #expect(file.text.hasPrefix("file,line,reason,row\n"))
            #expect(file.text.contains(",8,unreadable time,"))
            #expect(!job.rendered().contains("someday"))
            for name in ["x.csv", "..%2Fmetadata.csv", "..", "a%00.csv"] {
                #expect(try await api.get("/import-rejects/\(name)").status == 404, "\(name)")
            }
            let audit = try await api.get("/audit?action=import.").json()["records"]
            #expect(audit?[0]?["action"] == "import.rejects")
            #expect(audit?[1]?["action"] == "import.done" && audit?[1]?["details"]?["rows"] == 5)
            #expect(audit?[2]?["action"] == "import.start")
            #expect(audit?[2]?["details"]?["files"] == ["logs/shop.csv"])
            #expect(audit?[1]?["actor"] == audit?[2]?["actor"])
        }
    }

    @Test func `the same days imported again are replaced, appended ones are added`() async throws {
        try await ImportPlace.run { api, _ in
            _ = try await ImportPlace.perform(ImportPlace.order, api)
            let again = try await ImportPlace.perform(
                ImportPlace.order.replacing("logs/shop.csv", with: "logs/s*.csv"), api)
            #expect(again["result"]?["replaced_days"] == 3)
            #expect(again["result"]?["total_rows"] == 5)
            let more = try await ImportPlace.perform(
                ImportPlace.order.replacing(#""dataset""#, with: #""append":true,"dataset""#), api)
            #expect(more["result"]?["total_rows"] == 10)
            let repeated = try await api.ask(.post, "/jobs/\(again["id"]?.number ?? 0)/repeat")
            #expect(repeated.status == 201)
            try await ImportPlace.scheduler(api).runDue()
            let jobs = try await api.get("/jobs?kind=import&limit=1").json()["jobs"]
            #expect(jobs?[0]?["result"]?["total_rows"] == 5)
        }
    }

    @Test func `attributes are imported too, and one key sends one job`() async throws {
        let members = "id,grade,age\nann,gold,31\nbob,silver,29\nann,black,32\n"
        try await ImportPlace.run(files: ["members.csv": members]) { api, _ in
            let body =
                #"{"kind":"attributes","dataset":"people","files":["members.csv"],"mapping":{"user":"id","columns":["grade"]}}"#
            let key = HTTPField.Name("Idempotency-Key")
            for _ in 0..<2 {
                let answer = try await api.client.ask(
                    .post, "/api/v1/imports", cookie: api.cookie,
                    headers: key.map { [$0: "k1"] } ?? [:], body: body)
                #expect(try answer.json()["job"]?["id"] == 1)
            }
            try await ImportPlace.scheduler(api).runDue()
            let job = try await api.get("/jobs/1").json()
            #expect(job["result"]?["rows"] == 3 && job["result"]?["users"] == 2)
            #expect(job["result"]?["columns"] == [["name": "grade", "type": "text"]])
            #expect(try await api.get("/imports").json()["imports"]?[0]?["name"] == "people")
        }
    }

    @Test func `without a folder nothing can be imported`() async throws {
        try await Resources.with(data: false) { api in
            #expect(try await api.get("/import-files").json()["enabled"] == .boolean(false))
            for (path, body) in [
                ("/imports", ImportPlace.order), ("/imports/preview", #"{"file":"a.csv"}"#),
            ] {
                let answer = try await api.post(path, body)
                #expect(answer.status == 409)
                #expect(try answer.json()["code"] == "imports_off")
            }
        }
        let elsewhere: (inout Server.Configuration) -> Void = {
            $0.importFolder = "/nowhere/at/all"
        }
        try await Resources.with(data: false, prepare: elsewhere) { api in
            let answer = try await api.get("/import-files")
            #expect(answer.status == 422)
        }
    }
}
