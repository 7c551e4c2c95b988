import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

/// The addresses of dashboards, of saved analyses, of people, of jobs and of the first page.
@Suite(.timeLimit(.minutes(10))) struct BoardResourceTests {
    private static let tile =
        #"{"kind":"analysis","title":"Payments","question":\#(AnalysesTests.question),"place":{"x":0,"y":0,"width":6,"height":4}}"#

    @Test func `a dashboard is saved, changed and removed, and tells what its tiles ask`()
        async throws
    {
        try await Resources.with { api in
            let body =
                #"{"name":"Weekly","range":{"last":7,"unit":"day"},"segment":"12","tiles":[\#(Self.tile)]}"#
            let made = try await api.post("/dashboards", body)
            #expect(made.status == 201)
            let id = try #require(made.json()["id"]?.text)
            let shown = try await api.get("/dashboards/\(id)")
            let asked = try shown.json()["tiles"]?[0]?["asked"]
            #expect(asked?["range"] == ["last": 7, "unit": "day"])
            #expect(asked?["segments"] == ["12"])
            let changed = try await api.ask(
                .put, "/dashboards/\(id)", #"{"name":"Monthly"}"#, ifMatch: "\"1\"")
            #expect(changed.headers[.eTag] == "\"2\"")
            #expect(
                try await api.ask(
                    .put, "/dashboards/\(id)", #"{"name":"Late"}"#, ifMatch: "\"1\""
                ).status == 412)
            #expect(try await api.get("/dashboards").json()["items"]?[0]?["name"] == "Monthly")
            #expect(try await api.ask(.delete, "/dashboards/\(id)", ifMatch: "*").status == 204)
            #expect(try await api.get("/dashboards/\(id)").status == 404)
        }
    }

    @Test(arguments: [
        (#"{"tiles":[]}"#, ""), (#"{"name":" "}"#, "/name"),
        (#"{"name":"a","tiles":[{"kind":"chart"}]}"#, "/tiles/0/kind"),
        (
            #"{"name":"a","tiles":[{"kind":"number","question":{"kind":"funel"},"place":{"x":0,"y":0,"width":1,"height":1}}]}"#,
            "/tiles/0/question/kind"
        ),
        (
            #"{"name":"a","tiles":[{"kind":"text","text":"b","place":{"x":8,"y":0,"width":6,"height":1}}]}"#,
            "/tiles/0/place/width"
        ),
    ])
    func `a bad dashboard is a problem that points at its place`(
        body: String, pointer: String
    ) async throws {
        try await Resources.with { api in
            let answer = try await api.post("/dashboards", body)
            #expect(answer.status == 400)
            #expect(try answer.json()["pointer"]?.text == pointer)
        }
    }

    @Test func `an analysis is kept under an address of its own`() async throws {
        try await Resources.with { api in
            let made = try await api.post(
                "/views",
                #"{"name":"Drop-off","question":\#(AnalysesTests.question),"view":{"chart":"bars"}}"#
            )
            #expect(made.status == 201)
            let id = try made.json()["id"]?.text ?? ""
            #expect(try await api.get("/views/\(id)").json()["view"]?["chart"] == "bars")
            let line = try await api.get("/views").json()["items"]?[0]
            #expect(line?["kind"] == "funnel")
            #expect(line?["question"] == nil)
            #expect(try await api.get("/dashboards/\(id)").status == 404)
        }
    }

    @Test func `people are found by id, shown with segments, and followed through time`()
        async throws
    {
        try await Resources.with { api in
            let first = try await api.get("/people?search=m00000&limit=2").json()
            #expect(first["items"]?[1]?["user"] == "m0000002")
            let next = try #require(first["next"]?.text)
            let second = try await api.get("/people?search=m00000&limit=2&after=\(next)").json()
            #expect(second["items"]?[0]?["user"] == "m0000003")
            let id =
                try await api.post(
                    "/segments",
                    #"{"name":"All","containers":[{"groups":[{"dataset":"members"}]}]}"#
                ).json()["id"]?.text ?? ""
            _ = try await api.post("/segments/\(id)/runs", #"{"wait":true}"#)
            let user = try await api.get("/people/m0000001").json()
            #expect(user["segments"]?[0]?["name"] == "All")
            #expect(user.rendered().contains("성별"))
            let line = try await api.get("/people/m0000001/timeline?limit=3").json()
            let total = try #require(line["total"]?.number)
            #expect(line["items"]?[2] != nil && total > 3)
            let more = try await api.get(
                "/people/m0000001/timeline?limit=3&after=\(line["next"]?.text ?? "")"
            ).json()
            let (newer, older) = (
                line["items"]?[2]?["time"]?.text, more["items"]?[0]?["time"]?.text
            )
            #expect((older ?? "~") <= (newer ?? ""))
            #expect(try await api.get("/people/nobody").status == 404)
            #expect(try await api.get("/people/nobody/timeline").status == 404)
        }
    }

    @Test func `the first page tells what was starred and what has failed`() async throws {
        try await Resources.with { api in
            let id =
                try await api.post("/segments", SegmentResourceTests.women).json()["id"]?.text ?? ""
            #expect(try await api.ask(.put, "/stars/segment/\(id)").status == 204)
            #expect(try await api.ask(.put, "/recents/segment/\(id)").status == 204)
            #expect(try await api.ask(.put, "/stars/planet/1").status == 404)
            let home = try await api.get("/home").json()
            #expect(home["starred"]?[0]?["name"] == "여성 회원")
            #expect(home["recent"]?[0]?["id"]?.text == id)
            #expect(home["segments"]?[0]?["sizes"] == [])
            #expect(home["attention"] == [])
            #expect(
                try await api.get("/segments").json()["items"]?[0]?["starred"] == .boolean(true))
            #expect(try await api.ask(.delete, "/stars/segment/\(id)").status == 204)
            #expect(try await api.get("/stars").json()["items"] == [])
            let hits = try await api.get("/search?q=%E3%85%87%E3%85%85").json()["hits"]
            #expect(hits?.rendered().contains(#""kind":"segment""#) == true)
            let events = try await api.get("/search?q=pay_done").json()["hits"]
            #expect(events?[0]?["kind"] == "event")
            #expect(try await api.get("/search").status == 400)
        }
    }

    @Test func `a run as a job is listed, cancelled and repeated`() async throws {
        try await Resources.with { api in
            let id =
                try await api.post("/segments", SegmentResourceTests.women).json()["id"]?.text ?? ""
            let asked = try await api.post("/segments/\(id)/runs", "{}")
            #expect(asked.status == 202)
            let job = try #require(asked.json()["job"]?["id"]?.number)
            let again = try await api.post("/segments/\(id)/runs", "{}")
            #expect(try again.json()["job"]?["id"]?.number == job)
            #expect(
                try await api.get("/jobs?state=waiting").json()["jobs"]?[0]?["id"]?.number == job)
            #expect(try await api.ask(.post, "/jobs/\(job)/repeat").status == 409)
            #expect(
                try await api.ask(.post, "/jobs/\(job)/cancel").json()["state"] == "cancelled")
            #expect(try await api.ask(.post, "/jobs/\(job)/cancel").status == 409)
            #expect(try await api.ask(.post, "/jobs/\(job)/repeat").status == 201)
            #expect(try await api.get("/jobs/99").status == 404)
            #expect(try await api.get("/jobs?state=gone").status == 400)
        }
    }
}
