import Definitions
import Metadata
import Testing

/// What every metadata driver keeps of the catalogue.
@Suite struct CatalogueRecordTests {
    private let members = CatalogueTable(
        name: "members", source: .warehouse(connection: "lake", path: ["main", "회원"]),
        labels: LocalizedText([.english: "Members", .korean: "회원"]),
        descriptions: LocalizedText([.english: "One row a member"]), userKey: "id",
        keys: ["account": "account_id", "household": "hh"],
        roles: [.time: "joined_at", .category: "grade"],
        fields: [
            CatalogueField(
                name: "gender", column: "sex", type: .text,
                labels: LocalizedText([.korean: "성별"]), synonyms: ["sex", "남녀"],
                valueLabels: ["F": LocalizedText([.korean: "여자"]), "": LocalizedText()],
                operators: [.equals, .notIn], personalData: .sensitive, isHidden: true),
            CatalogueField(name: "age", type: .integer),
            CatalogueField(
                name: "joined", column: "joined_at", type: .time, timeFormat: "%y%m%d"),
        ])

    @Test(arguments: MetadataDriver.installed)
    func `connections are kept by name, and replaced`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        #expect(try await store.connections() == [])
        let lake = ConnectionRecord(
            name: "lake", driver: "duckdb", options: ["path": "a 'quoted' \"path\"\n", "n": 1])
        try await store.save(lake, at: 1)
        try await store.save(ConnectionRecord(name: "a", driver: "hive", options: [:]), at: 2)
        #expect(try await store.connections().map(\.name) == ["a", "lake"])
        var moved = lake
        moved.options = ["path": "elsewhere"]
        try await store.save(moved, at: 3)
        #expect(try await store.connections().last == moved)
        try await store.removeConnection("a")
        #expect(await code { try await store.removeConnection("a") } == .notFound)
        #expect(try await driver.open(place).connections() == [moved])
    }

    @Test(arguments: MetadataDriver.installed)
    func `a table is kept with everything it says`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        #expect(await code { try await store.save(members, expecting: 0, at: 1) } == .notFound)
        try await store.save(
            ConnectionRecord(name: "lake", driver: "duckdb", options: [:]), at: 1)
        #expect(try await store.save(members, expecting: 0, at: 1) == 1)
        let log = CatalogueTable(name: "log", source: .events("log"), userKey: nil)
        let profile = CatalogueTable(name: "aa", source: .attributes("people"), userKey: "user")
        try await store.save(log, expecting: nil, at: 2)
        try await store.save(profile, expecting: nil, at: 2)
        let tables = try await driver.open(place).tables()
        #expect(tables.map(\.table) == [profile, log, members])
        #expect(tables.map(\.revision) == [1, 1, 1])
        #expect(await code { try await store.removeConnection("lake") } == .inUse)
    }

    @Test(arguments: MetadataDriver.installed)
    func `a change made from an old table is refused`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        var log = CatalogueTable(
            name: "log", source: .events("log"), userKey: "u",
            fields: [CatalogueField(name: "a", type: .text)])
        #expect(try await store.save(log, expecting: 0, at: 1) == 1)
        #expect(await code { try await store.save(log, expecting: 0, at: 2) } == .conflict)
        log.fields = [
            CatalogueField(name: "b", type: .number), CatalogueField(name: "a", type: .time),
        ]
        #expect(try await store.save(log, expecting: 1, at: 2) == 2)
        #expect(await code { try await store.save(log, expecting: 1, at: 3) } == .conflict)
        #expect(try await store.tables().map(\.table) == [log])
        #expect(try await store.save(log, expecting: nil, at: 3) == 3)
        try await store.removeTable("log")
        #expect(try await store.tables().isEmpty)
        #expect(await code { try await store.removeTable("log") } == .notFound)
        #expect(await code { try await store.save(log, expecting: 3, at: 4) } == .conflict)
    }

    @Test(arguments: MetadataDriver.installed)
    func `settings are set, replaced and removed`(driver: MetadataDriver) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        #expect(try await store.setting("population") == nil)
        try await store.set("population", to: "members")
        try await store.set("limits", to: ["rows": [1, 2], "none": .null])
        #expect(try await store.setting("population") == "members")
        try await store.set("population", to: "people")
        #expect(try await driver.open(place).setting("population") == "people")
        #expect(try await store.setting("limits") == ["rows": [1, 2], "none": .null])
        try await store.set("population", to: nil)
        #expect(try await store.setting("population") == nil)
    }

    @Test(arguments: MetadataDriver.installed)
    func `several settings are changed together, from what was seen`(
        driver: MetadataDriver
    ) async throws {
        let place = MetadataPlace()
        let store = try driver.open(place)
        try await store.set("days", to: 30)
        try await store.set(
            ["days": nil, "ahead": .boolean(false)], expecting: ["days": 30, "ahead": nil])
        #expect(try await store.setting("days") == nil)
        #expect(try await driver.open(place).setting("ahead") == .boolean(false))
        #expect(
            await code {
                try await store.set(
                    ["days": 5, "ahead": .boolean(true)],
                    expecting: ["ahead": .boolean(true)])
            } == .conflict)
        #expect(
            await code { try await store.set(["days": 5], expecting: ["days": 30]) } == .conflict)
        #expect(try await store.setting("days") == nil)
        #expect(try await store.setting("ahead") == .boolean(false))
        try await store.set(["days": 5], expecting: [:])
        #expect(try await store.setting("days") == 5)
    }
}
