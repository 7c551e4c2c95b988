import Definitions
import Foundation
import Metadata
import Testing

/// How every metadata driver behaves among others: races, kills, backups, ends.
@Suite(.serialized) struct MetadataStoreTests {
    @Test(arguments: MetadataDriver.installed)
    func `of two who change one segment, one is refused`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let stores = try (0..<2).map { _ in try driver.open(place) }
        let read = try await stores[0].add("one")
        for round in 1...20 {
            let codes = await withTaskGroup(of: MetadataError.Code?.self) { group in
                for (index, store) in stores.enumerated() {
                    group.addTask {
                        await code {
                            var mine = read
                            (mine.owner, mine.revision) = ("\(round) \(index)", round)
                            _ = try await store.update(mine, at: 1)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1, "round \(round): \(codes)")
            #expect(codes.contains(.conflict), "round \(round): \(codes)")
        }
        #expect(try await stores[1].segment(read.id)?.revision == 21)
    }

    @Test(arguments: MetadataDriver.installed)
    func `many who open a new store at once all find it`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<6 {
                group.addTask {
                    let store = try driver.open(place)
                    return try await store.add("segment \(number)").name
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        let listed = try await driver.open(place).segments(SegmentListFilter())
        #expect(Set(listed.map(\.name)) == names)
        #expect(listed.count == 6)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a kill at any moment leaves what was committed`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        var before = 0
        for round in 0..<5 {
            let probe = try MetadataProbe("write", place.file, "r\(round)")
            #expect(probe.awaitOutput() == "writing\n")
            try await Task.sleep(for: .milliseconds(13 * round))
            probe.kill()
            let store = try driver.open(place)
            try await store.verify()
            let segments = try await store.segments(SegmentListFilter())
            #expect(segments.count >= before + 10)
            #expect(segments.count.isMultiple(of: 10), "ten are one change")
            let ids = segments.map(\.id)
            #expect(try await store.currentVersions(of: ids).count == ids.count)
            #expect(segments.allSatisfy { $0.tags == ["a", "b"] })
            let snapshots = try await store.latestSnapshots(of: ids)
            #expect(snapshots.count.isMultiple(of: 10))
            #expect(segments.count { $0.publishedSnapshot != nil }.isMultiple(of: 10))
            before = segments.count
            await store.close()
        }
    }

    @Test(arguments: MetadataDriver.installed)
    func `a backup is one state while others write`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        try await store.add("kept", tags: ["t"])
        let probe = try MetadataProbe("write", place.file, "busy")
        #expect(probe.awaitOutput() == "writing\n")
        let target = place.folder + "/copy.sqlite"
        try await store.backup(to: target)
        probe.kill()
        #expect(await code { try await store.backup(to: target) } == .taken)
        let copy = try driver.openBackup(target)
        try await copy.verify()
        let segments = try await copy.segments(SegmentListFilter())
        #expect(segments.first?.name == "kept")
        #expect(segments.count % 10 == 1, "ten are one change")
        #expect(
            try await copy.currentVersions(of: segments.map(\.id)).count == segments.count)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.folder)
        #expect(!names.contains { $0.contains(".writing") }, "\(names)")
    }

    @Test(arguments: MetadataDriver.installed)
    func `a cancelled task can still write down what it did`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let work = Task {
            while !Task.isCancelled { await Task.yield() }
            try await store.add("after the end")
            return try await store.segments(SegmentListFilter()).count
        }
        work.cancel()
        #expect(try await work.value == 1)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a closed store says so`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        try await store.add("one")
        await store.close()
        await store.close()
        #expect(await code { try await store.add("two") } == .unusable)
        #expect(await code { _ = try await store.segment(1) } == .unusable)
        #expect(try await driver.open(place).segments(SegmentListFilter()).count == 1)
    }
}
