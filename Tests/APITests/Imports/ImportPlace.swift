import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Jobs
import Metadata
import Operations
import TestSupport
import Testing

@testable import API

/// A server with an import folder, and what does its jobs.
enum ImportPlace {
    static let shop = """
        user,time,event,os,n
        ann,2026-01-01T09:00:00+09:00,방문,ios,1
        ann,2026-01-01T09:01:00+09:00,장바구니 담기,ios,2
        ann,2026-01-03T10:00:00+09:00,결제,ios,3
        bob,2026-01-01T09:00:00+09:00,방문,android,4
        cat,2026-01-02T09:00:00+09:00,방문,,6
        ,2026-01-02T09:00:00+09:00,방문,ios,7
        dan,someday,방문,ios,8

        """
    static let order = """
        {"dataset":"shop","files":["logs/shop.csv"],
         "mapping":{"user":"user","time":"time","event":"event","properties":"all"}}
        """

    /// `files`: what lies in the folder besides `logs/shop.csv`.
    static func run(
        files: [String: String] = [:],
        _ test: @escaping @Sendable (Resources, _ folder: String) async throws -> Void
    ) async throws {
        let prepare: (inout Server.Configuration) throws -> Void = { configuration in
            let folder = configuration.home.path + "/incoming"
            for (name, text) in files.merging(["logs/shop.csv": shop], uniquingKeysWith: { $1 }) {
                try write(text, to: folder + "/" + name)
            }
            configuration.importFolder = folder
        }
        try await Resources.with(data: false, prepare: prepare) { api in
            try await test(api, api.server.homePath + "/incoming")
        }
    }

    static func write(_ text: String, to path: String) throws {
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Asks for an import; the number of its job.
    static func start(_ body: String, _ api: Resources) async throws -> Int {
        let answer = try await api.post("/imports", body)
        try #require(answer.status == 202, "\(answer.text)")
        let id = try #require(try answer.json()["job"]?["id"]?.number)
        #expect(answer.headers[.location] == "/api/v1/jobs/\(id)")
        return id
    }

    /// Imports, and returns the job as it ended.
    static func perform(_ body: String, _ api: Resources) async throws -> JSONValue {
        let id = try await start(body, api)
        try await scheduler(api).runDue()
        return try await api.get("/jobs/\(id)").json()
    }

    static func scheduler(_ api: Resources) -> Scheduler {
        let configuration = api.server.configuration
        return Scheduler(
            metadata: configuration.metadata, zone: configuration.home.zone, owner: "test",
            clock: StillClock(), importFolder: configuration.importFolder,
            space: { configuration.space($0, "scheduler") })
    }

    /// The columns and dictionaries of a dataset, by name: what imports of the same rows make alike.
    static func content(of dataset: String, in home: String) throws -> [String: Data] {
        let folder = home + "/datasets/" + dataset
        var content: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where name != "manifest.json" {
            // None of a folder.
            content[name] = FileManager.default.contents(atPath: folder + "/" + name)
        }
        return content
    }

    /// The built `cxm`, beside the tests.
    static func cxm(
        _ words: [String], settings: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "cxm")
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("CXM_") || $0.key == "CXM_DUCKDB_LIBRARY" }
            .merging(settings) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}

/// The time of the test server; waiting takes a moment.
private struct StillClock: JobClock {
    var now: Int64 { TestServer.now }

    func sleep(until time: Int64) async throws {
        try await Task.sleep(for: .milliseconds(5))
    }
}
