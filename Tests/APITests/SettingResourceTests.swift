import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Operations
import Testing

/// The address of settings.
@Suite(.timeLimit(.minutes(10))) struct SettingResourceTests {
    private func item(_ name: String, _ answer: Answer) throws -> JSONValue? {
        guard case .array(let items)? = try answer.json()["items"] else { return nil }
        return items.first { $0["name"] == .string(name) }
    }

    @Test func `settings are listed, changed together and taken back`() async throws {
        try await Resources.with(data: false) { api in
            let first = try await api.get("/settings")
            let tag = try #require(first.headers[.eTag])
            let jobs = try #require(try item("ended_jobs_days", first))
            #expect(jobs["value"] == 90 && jobs["chosen"] == .boolean(false))
            #expect(jobs["allowed"]?["maximum"] == 36_500)
            let retention = try #require(try item("retention", first))
            #expect(retention["members"]?[0]?["name"] == "all_days")
            #expect(retention["members"]?[3]?["kind"] == "flag")
            let changed = try await api.ask(
                .patch, "/settings?lang=ko",
                #"{"ended_jobs_days":30,"retention":{"all_days":60,"yearly":false}}"#, ifMatch: tag)
            #expect(changed.status == 200)
            #expect(changed.headers[.eTag] != tag)
            let days = try item("ended_jobs_days", changed)
            #expect(days?["value"] == 30 && days?["source"] == "project")
            #expect(days?["title"] == "끝난 작업")
            #expect(days?["words"]?.text?.contains("30일") == true)
            #expect(try item("retention", changed)?["members"]?[0]?["value"] == 60)
            // Somebody who has seen what was before overwrites nothing.
            let late = try await api.ask(
                .patch, "/settings", #"{"prepare_tables":false}"#, ifMatch: tag)
            #expect(late.status == 412)
            #expect(
                try await api.ask(.patch, "/settings", #"{"prepare_tables":false}"#).status == 428)
            let back = try await api.ask(
                .patch, "/settings", #"{"ended_jobs_days":null,"retention":null}"#, ifMatch: "*")
            #expect(back.headers[.eTag] == tag)
            let audit = try await api.get("/audit?action=setting.set").json()["records"]
            #expect(audit?[3]?["subject"] == "setting/ended_jobs_days")
            #expect(audit?[3]?["details"]?["value"] == 30)
            #expect(audit?[4] == nil)
        }
    }

    @Test(arguments: [
        ("[1]", ""), (#"{"ended_jobs_dys":3}"#, "/ended_jobs_dys"), (#"{"a/b":3}"#, "/a~1b"),
        (#"{"ended_jobs_days":0}"#, "/ended_jobs_days"),
        (#"{"prepare_tables":false,"ended_jobs_days":"many"}"#, "/ended_jobs_days"),
        (#"{"retention":{"all_days":-1}}"#, "/retention/all_days"),
        (#"{"retention":{"all_day":1}}"#, "/retention/all_day"),
    ])
    func `what does not fit changes nothing`(body: String, pointer: String) async throws {
        try await Resources.with(data: false) { api in
            let tag = try await api.get("/settings").headers[.eTag]
            let answer = try await api.ask(.patch, "/settings", body, ifMatch: "*")
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json()["pointer"]?.text == pointer)
            #expect(try await api.get("/settings").headers[.eTag] == tag)
        }
    }

    @Test func `what the process has read is shown with its source, and stays`() async throws {
        let format = ProcessSetting(
            name: "log_format", variable: "CXM_LOG_FORMAT", form: .choice(["text", "json"]),
            value: "json", standard: "text", help: "How.", source: .environment)
        let prepare: (inout Server.Configuration) -> Void = { $0.processSettings = [format] }
        try await Resources.with(data: false, prepare: prepare) { api in
            let shown = try #require(try item("log_format", try await api.get("/settings")))
            #expect(shown["source"] == "environment" && shown["changeable"] == .boolean(false))
            #expect(shown["needs_restart"] == .boolean(true))
            #expect(shown["allowed"]?["words"] == ["text", "json"])
            let answer = try await api.ask(
                .patch, "/settings", #"{"prepare_tables":false,"log_format":"text"}"#, ifMatch: "*")
            #expect(answer.status == 409)
            #expect(try answer.json()["code"] == "fixed_setting")
            #expect(try answer.json()["pointer"] == "/log_format")
            #expect(try answer.json()["source"] == "environment")
            #expect(
                try item("prepare_tables", try await api.get("/settings"))?["value"]
                    == .boolean(true))
        }
    }
}
