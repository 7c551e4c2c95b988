import Definitions
import Metadata
import Testing

/// What every metadata driver keeps of saved views, and of what people have starred and looked at.
@Suite struct ViewRecordTests {
    private let weekly = ViewRecord(
        kind: .dashboard, name: "주간", folder: "Marketing", owner: "ann", content: ["tiles": []])

    @Test(arguments: MetadataDriver.installed)
    func `a view is kept with its revision, and a late change is refused`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        let added = try await store.addView(weekly, at: 5)
        #expect((added.id, added.revision, added.createdAt) == (1, 1, 5))
        var changed = added
        changed.name = "월간"
        changed.content = ["tiles": [["kind": "text"]]]
        let saved = try await store.updateView(changed, at: 7)
        #expect((saved.revision, saved.name, saved.changedAt) == (2, "월간", 7))
        #expect(try await store.view(1) == saved)
        #expect(await code { _ = try await store.updateView(changed, at: 8) } == .conflict)
        #expect(await code { try await store.removeView(1, expecting: 1) } == .conflict)
        try await store.removeView(1, expecting: 2)
        #expect(try await store.view(1) == nil)
        #expect(await code { try await store.removeView(1, expecting: nil) } == .notFound)
        #expect(try await store.addView(weekly, at: 9).id == 2)
    }

    @Test(arguments: MetadataDriver.installed)
    func `views are listed by kind`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        _ = try await store.addView(weekly, at: 1)
        var analysis = weekly
        analysis.kind = .analysis
        _ = try await store.addView(analysis, at: 2)
        #expect(try await store.views(.analysis).map(\.id) == [2])
        #expect(try await store.views(nil).map(\.id) == [1, 2])
    }

    @Test(arguments: MetadataDriver.installed)
    func `stars and looks are kept for each person`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        try await store.star("12", kind: "segment", by: "ann", at: 5)
        try await store.noteView(of: "12", kind: "segment", by: "ann", at: 6)
        try await store.noteView(of: "3", kind: "dashboard", by: "ann", at: 9)
        try await store.noteView(of: "4", kind: "dashboard", by: "bob", at: 9)
        let marks = try await store.marks(of: "ann")
        #expect(marks.map(\.item) == ["3", "12"])
        #expect((marks[1].starredAt, marks[1].viewedAt) == (5, 6))
        try await store.star("12", kind: "segment", by: "ann", at: nil)
        #expect(try await store.marks(of: "ann")[1].starredAt == nil)
        try await store.star("9", kind: "segment", by: "ann", at: nil)
        #expect(try await store.marks(of: "ann").count == 2)
        #expect(try await store.marks(of: "nobody").isEmpty)
    }

    @Test(arguments: MetadataDriver.installed)
    func `old looks are forgotten, but for stars`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        for item in 1...120 {
            try await store.noteView(
                of: "\(item)", kind: "segment", by: "ann", at: Int64(item))
            if item == 3 { try await store.star("3", kind: "segment", by: "ann", at: 1) }
        }
        let items = Set(try await store.marks(of: "ann").map(\.item))
        #expect(items.count == 101)
        #expect(items.contains("3") && !items.contains("4") && items.contains("21"))
    }
}
