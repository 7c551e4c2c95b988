import Attributes
import Columns
import Definitions
import EventStore
import Foundation
import Identities

/// Looks whether a home is sound: its folder, its users, and every byte of its datasets.
///
///     for finding in ExamineHome(home: home)() where !finding.isSound { … }
///
/// Cost: reads the whole home once.
package struct ExamineHome: Sendable {
    /// One thing that was looked at, and what is wrong with it.
    package struct Finding: Hashable, Sendable {
        package let subject: String
        package let isSound: Bool
        /// What it is, or what is wrong and how to mend it.
        package let words: String

        package init(_ subject: String, isSound: Bool, _ words: String) {
            self.subject = subject
            self.isSound = isSound
            self.words = words
        }
    }

    private let home: Home

    package init(home: Home) {
        self.home = home
    }

    package func callAsFunction() -> [Finding] {
        guard FileManager.default.fileExists(atPath: home.path) else {
            return [
                Finding(
                    "home", isSound: true,
                    "\(home.path) does not exist yet; 'cxm import events' or 'cxm demo' makes it")
            ]
        }
        guard FileManager.default.isWritableFile(atPath: home.path) else {
            return [
                Finding(
                    "home", isSound: false,
                    "\(home.path) cannot be written; change its owner or permissions")
            ]
        }
        return [Finding("home", isSound: true, home.path), users()] + home.datasets.map(dataset)
            + AttributeTable.names(home: home.path).map(table)
    }

    private func users() -> Finding {
        do {
            let users = try Identities(home: home.path)
            try users.verify()
            return Finding("users", isSound: true, "\(users.count) users, all bytes as written")
        } catch {
            return Finding("users", isSound: false, "\(error)")
        }
    }

    private func table(_ name: String) -> Finding {
        let subject = "table '\(name)'"
        do {
            let table = try AttributeTable(home: home.path, name: name)
            try table.users().verify()
            for attribute in table.attributes {
                let column = try table.column(attribute.name)
                try column.values?.verify()
                try column.presence?.verify()
            }
            return Finding(
                subject, isSound: true,
                "\(table.attributes.count) attributes of \(table.manifest.userCount) users, all "
                    + "bytes as written")
        } catch {
            return Finding(subject, isSound: false, "\(error)")
        }
    }

    private func dataset(_ name: String) -> Finding {
        let subject = "dataset '\(name)'"
        do {
            let dataset = try home.open(name)
            for partition in dataset.partitions {
                for column in partition.columns { try column.verify() }
            }
            for property in dataset.manifest.properties where property.dictionary != nil {
                _ = try dataset.dictionary(of: property)
            }
            return Finding(
                subject, isSound: true,
                "\(dataset.eventCount) events in \(dataset.partitions.count) months, all bytes as "
                    + "written")
        } catch {
            return Finding(subject, isSound: false, "\(error)")
        }
    }
}

extension EventPartition {
    /// Every column there is.
    fileprivate var columns: [Columns.Column] {
        [users, offsets, time, event, sessionStart] + [sameMoment].compactMap(\.self)
            + properties.compactMap { $0?.values } + properties.compactMap { $0?.presence }
    }
}
