import Columns
import Definitions
package import DemoCompany
import EventStore
package import Foundation

/// A small home that holds the demo company's members and app log, written straight into files.
///
///     try DemoHome.write(DemoCompany(…), to: folder)
package enum DemoHome {
    /// Writes the table `members` and the dataset `app_log` into the home at `folder`. Cost: all events in
    /// memory.
    package static func write(_ company: DemoCompany, to folder: URL) throws {
        let histories = Array(company.histories)
        try DemoMembers(members: histories.map(\.member), home: folder.path).write()
        let path = EventDataset.folder(home: folder.path, name: DemoTable.appLog.rawValue)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let events = histories.flatMap(\.events)
        let log = DemoLog(events: events, folder: path)
        let manifest = Manifest(
            dataset: DemoTable.appLog.rawValue, generation: 1, timezone: "Asia/Seoul",
            sessionGapMilliseconds: 1_800_000, hasSequence: true, roles: [:],
            eventDictionary: "events.dictionary", properties: try log.writeDictionaries(),
            partitions: try log.writePartitions(), sources: [])
        try Data(manifest.json.rendered().utf8)
            .write(to: URL(filePath: path + "/" + Manifest.fileName))
    }
}
