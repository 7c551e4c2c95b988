import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Metadata
import MetadataSQLite
import Operations
import Synchronization
import TestSupport
import Testing

@testable import API

@Suite struct OperatingTests {
    @Test func `health and readiness are for everyone`() async throws {
        try await TestServer.run(withData: false) { client, _ in
            #expect(try await client.ask(.get, "/healthz").text == #"{"status":"ok"}"#)
            let ready = try await client.ask(.get, "/readyz")
            #expect(ready.status == 200)
            #expect(
                ready.text == #"{"status":"ok","checks":{"home":true,"metadata":true}}"#)
        }
    }

    @Test func `a server without its metadata is not ready and names no files`() async throws {
        try await Fixture.withFolder { folder in
            let home = Home(path: folder.path, zone: .utc)
            let metadata = try SQLiteMetadata(path: home.metadataPath)
            await metadata.close()
            let configuration = Server.Configuration(
                home: home, metadata: metadata, threads: 1,
                space: { now, actor in
                    SegmentSpace(
                        catalogue: CatalogueContext(home: home, metadata: metadata, now: now),
                        metadata: metadata, actor: actor)
                }, now: { 0 })
            let health = Health(
                configuration: configuration, desk: AnalysisDesk(), requests: RequestCounts())
            try await TestFrame.run(health.endpoints) { client in
                let ready = try await client.ask(.get, "/api/v1/readyz")
                #expect(ready.status == 503)
                #expect(ready.text.contains(#""metadata":false"#))
                #expect(!ready.text.contains("sqlite"))
            }
        }
    }

    @Test func `metrics name routes, never addresses, and need the right`() async throws {
        try await TestServer.run { client, server in
            #expect(try await client.ask(.get, "/metrics").status == 401)
            let cookie = try await client.signIn(to: server)
            _ = try await client.ask(
                .get, "/api/v1/analyses/user-4711/progress", cookie: cookie)
            _ = try await server.answer(to: AnalysesTests.question, cookie: cookie)
            _ = try await server.answer(to: AnalysesTests.question, cookie: cookie)
            let answer = try await client.ask(.get, "/metrics", cookie: cookie)
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
            for line in [
                "# TYPE cxm_request_seconds histogram",
                "cxm_request_seconds_count{method=\"GET\",route=\"/api/v1/analyses/{id}/progress\",status=\"404\"} 1",
                "cxm_analyses{state=\"running\"} 0", "cxm_analyses_total{outcome=\"done\"} 1",
                "cxm_answer_cache_hits_total 1", "cxm_jobs{state=\"waiting\"} 0",
            ] {
                #expect(answer.text.contains(line), "\(line)")
            }
            #expect(!answer.text.contains("4711"))
        }
    }

    @Test func `a metric is written as Prometheus reads it`() {
        let metric = Metric(
            "m", .gauge, "Help.", [.init([.init("a", "x\"\\\n")], 1.5), .init([], 2)])
        #expect(
            metric.text == """
                # HELP m Help.
                # TYPE m gauge
                m{a="x\\"\\\\\\n"} 1.5
                m 2

                """)
    }

    private func lines(
        _ format: LogLines.Format, level: String = "info", _ log: (Logger) -> Void
    ) -> [String] {
        let written = Lines()
        let now: @Sendable () -> Int64 = { 1_793_460_000_120 }
        let handler = LogLines(format: format, now: now) { line in written.add(line) }
        var logger = Logger(label: "test") { _ in handler }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        log(logger)
        return written.all
    }

    @Test func `a line of the log is text or JSON`() throws {
        let say: (Logger) -> Void = {
            $0.info(
                "two words",
                metadata: [
                    "status": .stringConvertible(200), "route": "/a/{id}", "why": "a\nb",
                ])
        }
        let text = lines(.text, say)
        #expect(
            text == [
                "2026-10-31T15:20:00.120Z info two words route=/a/{id} status=200 why=\"a b\"\n"
            ])
        let json = try JSONValue(parsing: lines(.json, say)[0])
        #expect(json["time"] == "2026-10-31T15:20:00.120Z")
        #expect(json["level"] == "info")
        #expect(json["message"] == "two words")
        #expect(json["status"] == 200)
        #expect(json["why"] == "a\nb")
    }

    @Test func `what weighs less than the level is not written`() {
        let written = lines(.text, level: "warning") {
            $0.info("no")
            $0.error("yes")
        }
        #expect(written.count == 1)
    }

    @Test func `the log names the route and the request, not the address`() async throws {
        let written = Lines()
        let prepare: (inout Server.Configuration) -> Void = {
            $0.log(as: .json, from: "info") { written.add($0) }
        }
        try await TestServer.run(withData: false, prepare: prepare) { client, server in
            let cookie = try await client.signIn(to: server)
            _ = try await client.ask(
                .get, "/api/v1/analyses/user-4711/progress?secret=1", cookie: cookie,
                headers: [RequestIdentity.header: "r-1"])
        }
        let line = try #require(written.all.first { $0.contains("r-1") })
        let json = try JSONValue(parsing: line)
        #expect(json["route"] == "/api/v1/analyses/{id}/progress")
        #expect(json["request_id"] == "r-1")
        #expect(!written.all.joined().contains("4711"))
        #expect(!written.all.joined().contains("secret"))
    }
}

private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock(\.self) }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
