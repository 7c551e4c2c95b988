import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

/// The addresses of segments.
@Suite(.timeLimit(.minutes(10))) struct SegmentResourceTests {
    static let women = """
        {"name":"여성 회원","tags":["q4"],"folder":"Marketing/Women","containers":[{"groups":[
        {"dataset":"members","filters":[{"field":"gender","operator":"in","value":["F"]}]}]}]}
        """
    static let payers = """
        {"name":"Payers","containers":[{"groups":[{"dataset":"app_log",
        "filters":[{"field":"event","operator":"equals","value":"pay_done"}]}]}]}
        """

    @Test func `a segment is saved, read in words, run, published and compared`() async throws {
        try await Resources.with { api in
            let made = try await api.post("/segments", Self.women)
            #expect(made.status == 201)
            let id = try #require(made.json()["id"]?.text)
            #expect(made.headers[.location] == "/api/v1/segments/\(id)")
            let shown = try await api.get("/segments/\(id)?lang=ko")
            #expect(shown.headers[.eTag] == "\"1\"")
            #expect(try shown.json()["in_words"]?.text?.contains("성별") == true)
            #expect(try shown.json()["outline"]?.text?.contains("여자") == true)
            let report = try await api.post("/segments/\(id)/runs", #"{"wait":true}"#)
            #expect(report.status == 200)
            let snapshot = try #require(report.json()["snapshots"]?[0]?["snapshot"]?.text)
            let size = try #require(report.json()["snapshots"]?[0]?["size"]?.number)
            #expect(size > 0)
            let preview = try await api.get("/segments/\(id)/snapshots/newest/publish")
            #expect(try preview.json()["state"] == "would be published")
            let published = try await api.post(
                "/segments/\(id)/snapshots/\(snapshot)/publish", "{}")
            #expect(published.status == 200)
            #expect(
                try await api.get("/segments/\(id)").json()["published_snapshot"]?.text == snapshot)
            let history = try await api.get("/segments/\(id)/history").json()
            #expect(history["sizes"]?[0]?["size"]?.number == size)
            let listed = try await api.get("/segments?search=%E3%85%87%E3%85%85").json()
            #expect(listed["items"]?[0]?["size"]?.number == size)
            #expect(listed["items"]?[0]?["last_run"]?["state"] == "done")
            let payers = try await api.post("/segments", Self.payers).json()["id"]?.text ?? ""
            _ = try await api.post("/segments/\(payers)/runs", #"{"wait":true}"#)
            let overlap = try await api.get("/segments/\(id)/overlap?with=\(payers)").json()
            #expect(overlap["pairs"]?[0]?["first_id"]?.text == id)
            let profile = try await api.get("/segments/\(id)/profile?attributes=grade")
            #expect(profile.status == 200)
        }
    }

    @Test func `a preview counts every step and says it in words`() async throws {
        try await Resources.with { api in
            let preview = try await api.newConnection(
                .post, "/segments/preview?lang=ko", body: Self.women)
            #expect(preview.status == 200)
            let json = try preview.json()
            let step = json["containers"]?[0]?["groups"]?[0]?["steps"]?[1]
            #expect(step?["kind"] == "filter")
            #expect(step?["condition"]?.text?.contains("여자") == true)
            #expect(step?["count"]?.number == json["users"]?.number)
            #expect(json["population"]?.number == 60)
            let words = try await api.post("/segments/describe", Self.payers)
            #expect(try words.json()["in_words"]?.text?.isEmpty == false)
            #expect(try await api.get("/segments").json()["items"] == [])
        }
    }

    @Test(arguments: [
        (#"{"containers":[]}"#, "out_of_range", "/containers"),
        (
            #"{"containers":[{"groups":[{"dataset":"membrs"}]}]}"#, "unknown_name",
            "/containers/0/groups/0/dataset"
        ),
        (#"{"union":["99"]}"#, "unknown_name", ""), (#"{}"#, "missing_field", ""),
        (
            #"{"containers":[{"groups":[{"dataset":"members"}]}],"date":"soon"}"#, "wrong_type",
            "/date"
        ),
    ])
    func `a bad definition is a problem that points at its place`(
        body: String, code: String, pointer: String
    ) async throws {
        try await Resources.with { api in
            let answer = try await api.newConnection(.post, "/segments/preview", body: body)
            #expect(answer.status == 400)
            #expect(try answer.json()["code"]?.text == code)
            #expect(try answer.json()["pointer"]?.text == pointer)
        }
    }

    @Test func `a change that was made from an older revision is refused`() async throws {
        try await Resources.with { api in
            let id = try await api.post("/segments", Self.women).json()["id"]?.text ?? ""
            let path = "/segments/\(id)"
            #expect(try await api.ask(.patch, path, #"{"tags":["a"]}"#).status == 428)
            let first = try await api.ask(.patch, path, #"{"tags":["a"]}"#, ifMatch: "\"1\"")
            #expect(first.status == 200)
            #expect(try first.json()["tags"] == ["a"])
            let late = try await api.ask(.patch, path, #"{"folder":"x"}"#, ifMatch: "\"1\"")
            #expect(late.status == 412)
            #expect(try late.json()["code"] == "changed_meanwhile")
            let replaced = try await api.ask(
                .put, path,
                Self.payers.replacing("Payers", with: "여성 회원"), ifMatch: "\"2\"")
            #expect(try replaced.json()["version"]?.number == 2)
            let diff = try await api.get("\(path)/versions/diff?from=1&lang=ko").json()
            #expect(diff["changes"]?[0]?["words"]?.text?.isEmpty == false)
            let restored = try await api.ask(
                .post, "\(path)/versions/1/restore", #"{"note":"back"}"#, ifMatch: "*")
            #expect(try restored.json()["version"]?.number == 3)
            #expect(try await api.get("\(path)/versions").json()["items"]?[0]?["note"] == "back")
            #expect(
                try await api.ask(.patch, path, #"{"expires":"soon"}"#, ifMatch: "*").status == 400)
            #expect(try await api.ask(.patch, path, #"{"namme":"x"}"#, ifMatch: "*").status == 400)
        }
    }

    @Test func `many are changed at once, and one that others are made of is not archived`()
        async throws
    {
        try await Resources.with { api in
            let first = try await api.post("/segments", Self.women).json()["id"]?.text ?? ""
            let both = try await api.post("/segments", #"{"name":"Both","union":["\#(first)"]}"#)
            #expect(both.status == 201)
            let changed = try await api.post(
                "/segments/bulk", #"{"ids":["\#(first)","99"],"action":"tag","tags":["z"]}"#)
            #expect(try changed.json()["results"]?[0]?["done"] == .boolean(true))
            #expect(try changed.json()["results"]?[1]?["code"] == "not_found")
            let tags = try await api.get("/segments/tags").json()["tags"]
            #expect(tags?[1]?["name"] == "z")
            let refused = try await api.ask(.delete, "/segments/\(first)", ifMatch: "*")
            #expect(refused.status == 409)
            #expect(try refused.json()["code"] == "in_use")
            let used = try await api.get("/segments/\(first)/used-by").json()
            #expect(used["segments"]?[0]?["name"] == "Both")
            #expect(
                try await api.ask(.delete, "/segments/\(first)?force=true", ifMatch: "*").status
                    == 200)
            #expect(
                try await api.get("/segments?status=archived").json()["items"]?[0]?["id"]?.text
                    == first)
        }
    }

    @Test func `the people of a chart's element are saved, dynamic or frozen`() async throws {
        try await Resources.with { api in
            for kind in ["dynamic", "frozen"] {
                let made = try await api.post(
                    "/segments",
                    #"{"name":"\#(kind)","kind":"\#(kind)","from":{"question":\#(AnalysesTests.question),"element":"converted-2"}}"#
                )
                #expect(made.status == 201)
                let id = try made.json()["id"]?.text ?? ""
                let run = try await api.post("/segments/\(id)/runs", #"{"wait":true}"#)
                let size = try run.json()["snapshots"]?[0]?["size"]?.number
                #expect((size ?? 0) > 0)
            }
        }
    }

    @Test func `ids are uploaded as a list and become a segment`() async throws {
        try await Resources.with { api in
            let answer = try await api.ask(
                .post, "/lists?name=ids.csv", "user\nm0000001\nm0000002\nm0000001\nnobody\n",
                type: "text/csv")
            #expect(answer.status == 201)
            let report = try answer.json()["report"]
            #expect(report?["users"]?.number == 2)
            #expect(report?["duplicates"]?.number == 1)
            #expect(report?["first_unknown"] == ["nobody"])
            let list = try #require(answer.json()["list"]).rendered()
            let listed = try await api.get("/lists").json()["items"]?[0]
            #expect(listed?["name"] == "ids.csv")
            #expect(listed?["list"]?.rendered() == list)
            #expect(try await api.get("/lists/1").json() == listed)
            #expect(try await api.get("/lists/99").status == 404)
            let made = try await api.post("/segments", #"{"name":"Listed","list":\#(list)}"#)
            #expect(made.status == 201)
            let empty = try await api.ask(.post, "/lists", "user\n", type: "text/csv")
            #expect(empty.status == 422)
            #expect(!empty.text.contains("spill"))
            #expect(try await api.ask(.post, "/lists", "{}").status == 415)
            // Longer than what other endpoints take, and than what is read of a request unasked.
            let many = (0..<200_000).reduce(into: "user\nm0000001\n") {
                $0 += "nobody-\($1)-of-many\n"
            }
            #expect(many.utf8.count > 2 << 20)
            let long = try await api.ask(.post, "/lists?name=long.csv", many, type: "text/csv")
            #expect(long.status == 201, "\(long.text)")
            #expect(try long.json()["report"]?["unknown"]?.number == 200_000)
        }
    }

    @Test func `why somebody is in a segment is said condition by condition`() async throws {
        try await Resources.with { api in
            let id = try await api.post("/segments", Self.women).json()["id"]?.text ?? ""
            let why = try await api.get("/segments/\(id)/why/m0000001?lang=ko")
            #expect(why.status == 200)
            #expect(try why.json()["containers"]?[0]?["groups"]?[0]?["dataset"] == "members")
            #expect(try await api.get("/segments/\(id)/why/nobody").status == 404)
        }
    }

    @Test(arguments: ["/segments/99", "/segments/99/runs", "/segments/99/versions", "/runs/9"])
    func `what is not there is not found`(path: String) async throws {
        try await Resources.with { api in
            let answer = try await api.get(path)
            #expect(answer.status == 404)
        }
    }
}
