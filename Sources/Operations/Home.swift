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

    /// The datasets by name.
    package var datasets: [String] { EventDataset.names(home: path) }

    package func open(_ dataset: String) throws(EventStoreError) -> EventDataset {
        try EventDataset(home: path, name: dataset)
    }
}
