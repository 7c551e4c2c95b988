import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct KilledImportTests {
    @Test func `an import killed at any point leaves the state before or after it`() async throws {
        try await SmallShop.withImport { folder in
            let many = (0..<40_000).map {
                "u\($0 % 997),2026-01-0\($0 % 9 + 1)T00:00:00Z,방문,x,\($0)\n"
            }
            _ = try Fixture.write(
                "user,time,event,os,n\n" + many.joined(), named: "many.csv", in: folder)
            let before = try count(folder)
            var random = SplitMix64(seed: 7)
            for _ in 0..<10 {
                let delay = Double.random(in: 0...1.2, using: &random)
                try kill(after: delay, in: folder)
                let now = try count(folder)
                #expect(now == before || now == 997, "seed 7, killed after \(delay) s: \(now)")
            }
            let words = importWords
            let last = CXMProcess.process(words, in: folder)
            last.standardOutput = FileHandle.nullDevice
            try last.run()
            last.waitUntilExit()
            #expect(last.terminationStatus == 0)
            #expect(try count(folder) == 997)
            #expect(try CXMProcess.run("doctor", in: folder).status == 0)
        }
    }

    private var importWords: [String] {
        SmallShop.importWords.map { $0 == "shop.csv" ? "many.csv" : $0 }
    }

    private func kill(after seconds: Double, in folder: URL) throws {
        let process = CXMProcess.process(importWords, in: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        let killer = Process()
        killer.executableURL = URL(filePath: "/usr/bin/env")
        killer.arguments = ["kill", "-9", String(process.processIdentifier)]
        killer.standardError = FileHandle.nullDevice
        try killer.run()
        killer.waitUntilExit()
        process.waitUntilExit()
    }

    /// How many users took the first step.
    private func count(_ folder: URL) throws -> Int64? {
        let done = try CXMProcess.run(
            "analyze", "question.json", "--format", "json", in: folder)
        try #require(done.status == 0, "\(done.error)")
        guard case .array(let series)? = try JSONValue(parsing: done.output)["series"],
            case .array(let steps)? = series.first?["steps"],
            case .integer(let users)? = steps.first?["users"]
        else { return nil }
        return users
    }
}
