import Bitmaps
import Columns
import Foundation
import Membership
import Testing

@Suite struct ServedStoreTests {
    private func set(_ home: ServedHome, _ snapshot: Int64) -> ReadySet? {
        for pack in home.store.packs().reversed() {
            if let set = pack.set(ServedHome.key(snapshot)) { return set }
        }
        return nil
    }

    private func tidy(
        _ home: ServedHome, needed: [Int64], now: Int64 = .max / 2, grace: Int64 = 0
    ) throws {
        let lock = try home.store.lock()
        try home.store.tidy(
            needed: Set(needed.map(ServedHome.key)), now: now, grace: grace)
        withExtendedLifetime(lock) {}
    }

    @Test func `what is added is found, and written once`() throws {
        let home = try ServedHome()
        try home.add([10: [1, 2], 20: Bitmap(0..<100_000)])
        try home.add([10: [7], 30: [3]])
        try home.add([10: [7]])
        #expect(home.names == ["1.pack", "2.pack", "lock"])
        #expect(set(home, 10)?.contains(2) == true)
        #expect(set(home, 10)?.contains(7) == false)
        #expect(set(home, 20)?.contains(99_999) == true)
        #expect(set(home, 30)?.contains(3) == true)
        #expect(set(home, 40) == nil)
        for pack in home.store.packs() { for key in pack.keys { #expect(pack.isSound(key)) } }
    }

    @Test func `a set that cannot be read leaves nothing behind`() throws {
        let home = try ServedHome()
        let lock = try home.store.lock()
        #expect(throws: CancellationError.self) {
            try home.store.add([ServedHome.key(10)]) { _ in throw CancellationError() }
        }
        withExtendedLifetime(lock) {}
        #expect(home.names == ["lock"])
    }

    @Test func `one process writes at a time`() throws {
        let home = try ServedHome()
        var lock = try home.store.lock()
        #expect(lock != nil)
        #expect(try home.store.lock() == nil)
        lock = nil
        #expect(try home.store.lock() != nil)
    }

    @Test func `small packs become one, and what is not served goes`() throws {
        let home = try ServedHome()
        for snapshot in Int64(1)...12 {
            try home.add([snapshot * 10: Bitmap([UInt32(snapshot)])])
        }
        let mapped = try #require(set(home, 50))
        try Data([1]).write(to: URL(filePath: home.folder + "/99.pack.new"))
        try tidy(home, needed: [20, 50, 120])
        #expect(home.names == ["13.pack", "lock"])
        #expect(set(home, 10) == nil)
        for snapshot in [Int64(20), 50, 120] {
            #expect(set(home, snapshot)?.contains(UInt32(snapshot / 10)) == true)
        }
        // Readers keep what they have mapped.
        #expect(mapped.contains(5))
        try tidy(home, needed: [])
        #expect(home.names == ["lock"])
    }

    @Test func `a pack that is young stays: its sets may be about to be published`() throws {
        let home = try ServedHome()
        try home.add([10: [1]])
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        try tidy(home, needed: [], now: now, grace: 300_000)
        #expect(home.names == ["1.pack", "lock"])
        try tidy(home, needed: [], now: now + 400_000, grace: 300_000)
        #expect(home.names == ["lock"])
    }

    @Test func `a pack that is known is not opened again`() throws {
        let home = try ServedHome()
        try home.add([10: [1]])
        let first = home.store.packs()
        try home.add([20: [2]])
        let second = home.store.packs(known: first)
        #expect(second.count == 2)
        #expect(second[0] === first[0])
    }

    @Test func `a pack that took the name of one that was removed is opened`() throws {
        let home = try ServedHome()
        try home.add([10: [1]])
        let first = home.store.packs()
        try tidy(home, needed: [])
        try home.add([20: Bitmap(0..<100), 30: [3]])
        #expect(home.names == ["1.pack", "lock"])
        let second = home.store.packs(known: first)
        #expect(second.count == 1)
        #expect(second.first?.keys == [ServedHome.key(20), ServedHome.key(30)])
        #expect(first.first?.set(ServedHome.key(10))?.contains(1) == true, "it stays readable")
    }
}
