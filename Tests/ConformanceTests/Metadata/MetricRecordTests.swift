import Definitions
import Metadata
import Testing

/// What every metadata driver keeps of metrics.
@Suite struct MetricRecordTests {
    private func metric(_ name: String) -> MetricRecord {
        MetricRecord(
            name: name, description: "설명", owner: "ann",
            definition: ["measure": "count", "dataset": "payments"])
    }

    @Test(arguments: MetadataDriver.installed)
    func `metrics are kept by id and name, all of a list or none`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let saved = try await store.createMetrics([metric("b"), metric("a")], at: 5)
        #expect(saved.map(\.id) == [1, 2] && saved.map(\.revision) == [1, 1])
        #expect(saved[0].createdAt == 5 && saved[0].changedAt == 5)
        #expect(saved[0].definition == metric("b").definition)
        #expect(
            await code { _ = try await store.createMetrics([metric("c"), metric("a")], at: 6) }
                == .taken)
        let again = try driver.open(place)
        #expect(try await again.metrics() == [saved[1], saved[0]])
        #expect(try await again.metric(1) == saved[0])
        #expect(try await again.metric(named: "a") == saved[1])
        #expect(try await again.metric(9) == nil)
        #expect(try await again.metric(named: "c") == nil)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a change from an older revision is refused`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let saved = try await store.createMetrics([metric("a"), metric("b")], at: 1)
        var changed = saved[0]
        changed.name = "new"
        changed.definition = ["measure": "sum"]
        let second = try await store.updateMetric(changed, at: 7)
        #expect((second.revision, second.createdAt, second.changedAt) == (2, 1, 7))
        #expect(second.name == "new" && second.definition == ["measure": "sum"])
        #expect(await code { _ = try await store.updateMetric(changed, at: 8) } == .conflict)
        changed = second
        changed.name = "b"
        #expect(await code { _ = try await store.updateMetric(changed, at: 8) } == .taken)
        changed.id = 9
        #expect(await code { _ = try await store.updateMetric(changed, at: 8) } == .notFound)
        #expect(await code { try await store.removeMetric(1, expecting: 1) } == .conflict)
        try await store.removeMetric(1, expecting: 2)
        #expect(await code { try await store.removeMetric(1, expecting: nil) } == .notFound)
        #expect(try await store.metrics() == [saved[1]])
        #expect(try await store.createMetrics([metric("c")], at: 9)[0].id == 3)
        #expect(try await driver.open(place).metrics().map(\.id) == [2, 3])
    }
}
