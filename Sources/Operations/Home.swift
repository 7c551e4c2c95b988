package import Definitions
package import EventStore
import Foundation

/// The folder that holds everything CXM knows: users, datasets, settings.
package struct Home: Sendable {
    package let path: String
    /// The project's time zone, in which dates are read and days begin.
    package let zone: Zone

    package init(path: String, zone: Zone) {
        self.path = path
        self.zone = zone
    }

    /// The name of the file in which segments, jobs and the audit are kept, where SQLite keeps them.
    package static let metadataFile = "metadata.sqlite"
    package var metadataPath: String { path + "/" + Self.metadataFile }

    /// Whether anything was ever saved.
    package var hasMetadata: Bool { FileManager.default.fileExists(atPath: metadataPath) }

    /// The datasets by name.
    package var datasets: [String] { EventDataset.names(home: path) }

    package func open(_ dataset: String) throws(EventStoreError) -> EventDataset {
        try EventDataset(home: path, name: dataset)
    }
}
