import Bitmaps
import Definitions
import Foundation
import Membership
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

/// What is served when processes that publish are killed.
@Suite(.serialized, .timeLimit(.minutes(10))) struct PublishCrashTests {
    private static let segments = 6

    private func probe(_ home: String) throws -> (process: Process, output: Pipe) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "membership-probe")
        process.arguments = ["publish", home, "\(Self.segments)"]
        process.standardOutput = output
        try process.run()
        return (process, output)
    }

    /// The last rounds that a process said it begins, and had published, before it was killed.
    private struct Said {
        var begun: Int?
        var published: Int?
    }

    /// Lets a process publish for a while and kills it.
    private func kill(_ home: String, after microseconds: UInt32) throws -> Said {
        let (process, output) = try probe(home)
        usleep(microseconds)
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let said = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        guard let end = said.lastIndex(of: "\n") else { return Said() }
        let lines = said[..<end].split(separator: "\n")
        return Said(
            begun: lines.last { $0.hasSuffix(" begins") }.flatMap { Int($0.prefix { $0 != " " }) },
            published: lines.last { !$0.hasSuffix(" begins") }.flatMap { Int($0) })
    }

    private func service(_ home: ServedHome) throws -> MembershipService {
        let place = Home(path: home.path, zone: .utc)
        return MembershipService(
            home: place, metadata: try SQLiteMetadata(path: place.metadataPath),
            now: { Int64(Date().timeIntervalSince1970 * 1000) })
    }

    /// The round that all segments of a directory are at; nil where they are not at one.
    private func round(_ directory: ServedDirectory) -> Int? {
        let dates = Set(directory.segments.compactMap { $0.published?.dataDate })
        guard dates.count == 1, let round = dates.first.flatMap({ Int($0.suffix(4)) }) else {
            return nil
        }
        for place in directory.segments.indices {
            let segment = UInt32(directory.segments[place].id)
            let own = UInt32(round) * 100 + segment
            guard directory.contains(place, number: own),
                directory.contains(place, number: 900_000 + segment),
                !directory.contains(place, number: own - 100),
                !directory.contains(place, number: own + 100)
            else { return nil }
        }
        return round
    }

    @Test func `a kill at any moment of a publish leaves the old state or the new one`()
        async throws
    {
        var random = SplitMix64(seed: 5)
        let home = try ServedHome()
        var least = 0
        var kills = 0
        // On a busy machine a process comes less far before its end: then there are more of them, that live longer.
        while kills < 25 || (least < 5 && kills < 150) {
            kills += 1
            let pause =
                UInt32.random(in: 80_000..<330_000, using: &random) * UInt32(1 + kills / 25)
            let said = try kill(home.path, after: pause)
            if let published = said.published { least = max(least, published) }
            guard least > 0 else { continue }
            let service = try service(home)
            let served = try await service.loaded()
            let found = try #require(round(served), "kill \(kills)")
            // What was said is served; what was under way when it ended may be. A process begins after the
            // last snapshots, which may be a round that was recorded and not published when another ended.
            #expect(found == least || found == said.begun, "kill \(kills)")
            least = max(least, found)
        }
        #expect(least >= 5)
    }

    @Test func `readers see one state while others publish`()
        async throws
    {
        let home = try ServedHome()
        while try kill(home.path, after: 1_500_000).published == nil {}
        let service = try service(home)
        try await service.refresh()
        let (process, output) = try probe(home.path)
        let seen = try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                await service.run(pause: .milliseconds(20))
                return 0
            }
            for _ in 0..<2 {
                group.addTask {
                    var rounds: Set<Int> = []
                    var last = 0
                    // As long as it takes: a busy machine publishes seldom.
                    while rounds.count < 5 {
                        let directory = try #require(service.directory)
                        guard let found = round(directory) else {
                            Issue.record("a mixture: \(directory.segments)")
                            break
                        }
                        #expect(found >= last)
                        last = found
                        rounds.insert(found)
                        // The process that publishes needs its turn.
                        try await Task.sleep(for: .milliseconds(1))
                    }
                    return rounds.count
                }
            }
            var most = 0
            for _ in 0..<2 { most = max(most, try await group.next() ?? 0) }
            group.cancelAll()
            return most
        }
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        _ = output
        #expect(seen == 5)
    }

    @Test func `packs that are gone or damaged are made anew from the snapshots`() async throws {
        let home = try ServedHome()
        while try kill(home.path, after: 1_000_000).published == nil {}
        let before = try #require(round(try await service(home).loaded()))
        for name in home.names where name.hasSuffix(".pack") {
            try FileManager.default.removeItem(atPath: home.folder + "/" + name)
        }
        #expect(round(try await service(home).loaded()) == before)
        let name = try #require(home.names.first { $0.hasSuffix(".pack") })
        try Data([1, 2, 3]).write(to: URL(filePath: home.folder + "/" + name))
        #expect(round(try await service(home).loaded()) == before)
    }
}
