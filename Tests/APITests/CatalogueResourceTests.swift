import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

/// The addresses of the catalogue and of datasets.
@Suite(.timeLimit(.minutes(10))) struct CatalogueResourceTests {
    @Test func `tables, fields and values are shown with labels and counts`() async throws {
        try await Resources.with { api in
            let tables = try await api.get("/tables").json()["tables"]
            #expect(tables?[0]?["name"] == "app_log")
            let table = try await api.get("/tables/members?freshness=true")
            #expect(table.headers[.eTag] == "\"1\"")
            #expect(try table.json()["freshness"]?["data_version"]?.text?.isEmpty == false)
            let values = try await api.get("/tables/members/fields/gender/values").json()
            #expect(values["rows"]?.number == 60)
            let found = try await api.get(
                "/tables/members/fields/gender/values?prefix=%EC%97%AC"
            ).json()
            #expect(found["values"]?[0]?["value"] == "F")
            #expect(found["values"]?[0]?["labels"]?["ko"] == "여자")
            let search = try await api.get("/catalogue/search?q=%E3%85%85%E3%85%82").json()
            #expect(search["hits"]?[0]?["field"] == "gender")
            #expect(try await api.get("/tables/members/fields/gendr/values").status == 404)
            #expect(try await api.get("/tables/mmbers").status == 404)
        }
    }

    @Test func `a dataset tells its events with counts, and its properties`() async throws {
        try await Resources.with { api in
            let shown = try await api.get("/datasets/app_log").json()
            #expect((shown["events"]?[0]?["count"]?.number ?? 0) > 0)
            #expect(shown["properties"]?[0]?["name"] == "os")
            #expect(shown["table"] == "app_log")
            let values = try await api.get("/datasets/app_log/properties/os/values").json()
            #expect((values["values"]?[0]?["count"]?.number ?? 0) > 0)
            #expect(try await api.get("/datasets/app_lg").status == 404)
            #expect(try await api.get("/imports").json()["imports"]?[0]?["name"] == "app_log")
        }
    }

    @Test func `fields are changed with the revision that was read`() async throws {
        try await Resources.with { api in
            let change = #"{"labels":{"ko":"성별 구분"},"synonyms":["sex"]}"#
            let path = "/tables/members/fields/gender"
            #expect(try await api.ask(.put, path, change).status == 428)
            let saved = try await api.ask(.put, path, change, ifMatch: "\"1\"")
            #expect(saved.headers[.eTag] == "\"2\"")
            #expect(saved.text.contains("성별 구분"))
            #expect(try await api.ask(.put, path, change, ifMatch: "\"1\"").status == 412)
            let bad = try await api.ask(
                .put, path, #"{"personal_data":"secret"}"#, ifMatch: "\"2\"")
            #expect(bad.status == 400)
            #expect(try bad.json()["pointer"] == "/personal_data")
            let many = try await api.ask(
                .patch, "/tables/members",
                #"{"fields":[{"name":"age","labels":{"en":"Years"}},{"name":"grade","hidden":true}]}"#,
                ifMatch: "*")
            #expect(many.status == 200)
            let hidden = try await api.get("/tables/members")
            #expect(!hidden.text.contains(#""name":"grade""#))
        }
    }

    @Test func `a connection is tried, browsed, and its table registered and removed`()
        async throws
    {
        try await Resources.with { api in
            let lake = api.server.homePath + "/lake"
            try FileManager.default.createDirectory(
                atPath: lake, withIntermediateDirectories: true)
            try Data("payer,amount\nm0000001,5\nm0000002,7\n".utf8)
                .write(to: URL(filePath: lake + "/payments.csv"))
            let nowhere = try await api.ask(
                .put, "/connections/lake", #"{"path":"/nowhere"}"#)
            #expect(nowhere.status == 422)
            #expect(try nowhere.json()["detail"]?.text?.contains("nothing here") == true)
            let saved = try await api.ask(.put, "/connections/lake", #"{"path":"\#(lake)"}"#)
            #expect(saved.status == 200)
            #expect(
                try await api.ask(.post, "/connections/lake/test").json()["works"]
                    == .boolean(true))
            let columns = try await api.get("/connections/lake/tables/payments").json()["columns"]
            #expect(columns?[1]?["name"] == "amount")
            let registration =
                #"{"connection":"lake","path":["payments"],"user_key":"payer","labels":{"ko":"결제"}}"#
            let made = try await api.ask(
                .put, "/tables/payments", registration, ifMatch: "*")
            #expect(made.status == 200)
            let wrong = try await api.ask(
                .put, "/tables/payments",
                #"{"connection":"lake","path":["payments"],"roles":{"tme":"x"}}"#,
                ifMatch: "*")
            #expect(try wrong.json()["pointer"] == "/roles/tme")
            let check = try await api.ask(
                .post, "/segments/sql/check",
                #"{"connection":"lake","text":"SELECT payr FROM payments"}"#)
            #expect(try check.json()["valid"] == .boolean(false))
            #expect(try check.json()["fault"]?["line"]?.number == 1)
            let rows = try await api.ask(
                .post, "/segments/sql/rows",
                #"{"connection":"lake","text":"SELECT payer FROM payments ORDER BY 1"}"#)
            #expect(try rows.json()["rows"]?[0]?[0] == "m0000001")
            let sql = try await api.post(
                "/segments",
                #"{"name":"By SQL","sql":{"connection":"lake","text":"SELECT payer FROM payments"}}"#
            )
            #expect(sql.status == 201)
            let compiled = try await api.post(
                "/segments/sql", #"{"containers":[{"groups":[{"dataset":"payments"}]}]}"#)
            #expect(try compiled.json()["text"]?.text?.contains("SELECT") == true)
            #expect(try await api.ask(.delete, "/connections/lake").status == 409)
            let drift = try await api.ask(.post, "/drift?table=payments").json()
            #expect(drift["tables"]?[0]?["drift"]?["problems"] == [])
            #expect(try await api.ask(.delete, "/tables/payments").status == 409)
            #expect(try await api.ask(.delete, "/tables/payments?force=true").status == 204)
            #expect(try await api.ask(.delete, "/connections/lake").status == 204)
        }
    }
}
