import Foundation
import TestSupport
import Testing

/// The built `cxm`, run as people run it.
enum CXMProcess {
    struct Result {
        let status: Int32
        let output: String
        let error: String
    }

    /// Beside the test bundle.
    static let binary: URL = {
        var folder = Bundle.allBundles.map(\.bundleURL).first {
            $0.pathExtension == "xctest"
        }?.deletingLastPathComponent()
        folder = folder ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return folder?.appending(path: "cxm") ?? URL(filePath: "cxm")
    }()

    static func process(
        _ words: [String], in folder: URL, settings: [String: String] = [:]
    ) -> Process {
        let process = Process()
        process.executableURL = binary
        process.arguments = words
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("CXM_") || $0.key == "CXM_DUCKDB_LIBRARY" }
        environment.merge(settings) { $1 }
        process.environment = environment
        return process
    }

    static func run(
        _ words: String..., in folder: URL, input: String = "", settings: [String: String] = [:]
    ) throws -> Result {
        try run(words, in: folder, input: input, settings: settings)
    }

    static func run(
        _ words: [String], in folder: URL, input: String = "", settings: [String: String] = [:]
    ) throws -> Result {
        let process = process(words, in: folder, settings: settings)
        // Files, for a pipe that nobody empties would stop the program.
        let names = ["in", "out", "error"].map {
            folder.appending(path: "\($0)-\(UUID().uuidString)")
        }
        for name in names {
            try Data((name == names[0] ? input : "").utf8).write(to: name)
        }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        let texts = try names.map { try String(contentsOf: $0, encoding: .utf8) }
        for name in names { try FileManager.default.removeItem(at: name) }
        return Result(
            status: process.terminationStatus, output: texts[1].plain(folder),
            error: texts[2].plain(folder))
    }
}

extension String {
    /// Without what differs from run to run.
    fileprivate func plain(_ folder: URL) -> String {
        replacing(folder.path + "/", with: "")
            .replacing(/engine, [0-9.]+ m?s/, with: "engine, 0 ms")
            .replacing(/"elapsed_ms": [0-9]+/, with: "\"elapsed_ms\": 0")
            .replacing(/rejects\/[a-z]+-[0-9T-]+/, with: "rejects/FILE")
    }
}

/// A small log of orders with Korean names, and a question about it.
enum SmallShop {
    static let csv = """
        user,time,event,os,n
        ann,2026-01-01T09:00:00+09:00,방문,ios,1
        ann,2026-01-01T09:01:00+09:00,장바구니 담기,ios,2
        ann,2026-01-03T10:00:00+09:00,결제,ios,3
        bob,2026-01-01T09:00:00+09:00,방문,android,4
        bob,2026-01-01T09:00:30+09:00,장바구니 담기,android,5
        cat,2026-01-02T09:00:00+09:00,방문,ios,6
        ,2026-01-02T09:00:00+09:00,방문,ios,7

        """
    static let question = """
        {"kind":"funnel","dataset":"shop","range":{"from":"2026-01-01","to":"2026-02-01"},
         "steps":[{"event":"방문"},{"event":"장바구니 담기"},{"event":"결제"}],
         "window":{"value":7,"unit":"day"}}
        """
    static let importWords = [
        "import", "events", "shop.csv", "--dataset", "shop", "--user", "user", "--time", "time",
        "--event", "event", "--properties", "all",
    ]

    static func with(_ body: (URL) throws -> Void) async throws {
        try await Fixture.withFolder { folder in
            let folder = folder.resolvingSymlinksInPath()
            _ = try Fixture.write(csv, named: "shop.csv", in: folder)
            _ = try Fixture.write(question, named: "question.json", in: folder)
            try body(folder)
        }
    }

    static func withImport(_ body: (URL) throws -> Void) async throws {
        try await with { folder in
            let done = try CXMProcess.run(
                "import", "events", "shop.csv", "--dataset", "shop", "--user", "user", "--time",
                "time", "--event", "event", "--properties", "all", in: folder)
            try #require(done.status == 0, "\(done.error)")
            try body(folder)
        }
    }
}
