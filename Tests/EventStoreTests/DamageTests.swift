import Definitions
import EventStore
import Foundation
import Testing

@Suite struct DamageTests {
    private func damaged(
        _ name: String, _ damage: (inout Data) -> Void
    ) throws -> (message: String, home: TestHome) {
        let home = TestHome()
        var random = SeededRandom(seed: 1)
        try home.ingest(
            RandomEvents.make(300, from: 1_320_105_600_000, days: 5, using: &random),
            RandomEvents.plan())
        let path = home.folder() + "/" + name
        var data = try #require(FileManager.default.contents(atPath: path))
        damage(&data)
        try data.write(to: URL(filePath: path))
        do {
            let dataset = try EventDataset(home: home.path, name: "test")
            for property in dataset.manifest.properties where property.type == .text {
                _ = try dataset.dictionary(of: property)
            }
            return ("no error", home)
        } catch {
            return ("\(error)", home)
        }
    }

    static let files =
        [
            "users", "offsets", "time", "event", "session", "p0", "p2", "p2.presence", "p3", "p4",
        ].map { "2011-11.1/\($0).column" } + ["events-1.dictionary", "p0-1.dictionary"]

    @Test(arguments: files)
    func `a file cut short is refused`(name: String) throws {
        let (message, home) = try damaged(name) { $0.removeLast(8) }
        #expect(message.hasPrefix("\(home.folder())/\(name): The file is cut short: "))
        let nothing = try damaged(name) { $0.removeAll() }
        #expect(nothing.message.contains("cut short"))
    }

    @Test(arguments: files)
    func `a flipped byte is refused`(name: String) throws {
        for place in [13, 40, 80] {
            let (message, _) = try damaged(name) { $0[min(place, $0.count - 1)] ^= 0x10 }
            #expect(
                message.contains("The file is damaged") || message.contains("cut short"),
                "byte \(place): \(message)")
        }
    }

    @Test(arguments: files)
    func `another kind of file is refused`(name: String) throws {
        let (message, _) = try damaged(name) {
            $0.replaceSubrange(0..<8, with: Data("CXMXYZ99".utf8))
        }
        #expect(message.contains("This is not a "))
    }

    @Test func `a manifest that is cut, newer or wrong is refused`() throws {
        let cut = try damaged("manifest.json") { $0.removeLast($0.count / 2) }
        #expect(cut.message.contains("The dataset's manifest is damaged ("))
        let empty = try damaged("manifest.json") { $0.removeAll() }
        #expect(empty.message.contains("The dataset's manifest is damaged ("))
        let newer = try damaged("manifest.json") {
            $0 = Data(
                String(decoding: $0, as: UTF8.self)
                    .replacing("\"version\": 1,", with: "\"version\": 2,").utf8)
        }
        #expect(newer.message.contains("Written by a newer CXM (format 2); use that version."))
        let wrong = try damaged("manifest.json") {
            $0 = Data(
                String(decoding: $0, as: UTF8.self)
                    .replacing("\"events\": 300", with: "\"events\": -300").utf8)
        }
        #expect(wrong.message.contains("The dataset's manifest is damaged ("))
        // A damaged dataset is not written over.
        #expect(throws: EventStoreError.self) {
            try wrong.home.ingest([], RandomEvents.plan())
        }
    }

    @Test func `a partition's columns of different lengths are refused`() throws {
        let (message, _) = try damaged("manifest.json") {
            $0 = Data(
                String(decoding: $0, as: UTF8.self)
                    .replacing("\"events\": 300", with: "\"events\": 299").utf8)
        }
        #expect(message.contains("differ in length"))
    }
}
