import Definitions
import Foundation

/// The real loan applications of the shared folder as journeys, read naively.
package enum LoanData {
    /// All applications, each a user with sequence numbers and the text properties asked for; nil
    /// where the shared folder is absent. Cost: some seconds in a debug build.
    package static func journeys(properties: [String] = ["lifecycle"]) throws -> JourneySet? {
        guard let folder = SharedData.url("data/loan-applications") else { return nil }
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).filter { $0.lastPathComponent.hasSuffix(".csv.gz") }
        var events: [String: [JourneyEvent]] = [:]
        for file in files.sorted(by: { $0.path < $1.path }) {
            let lines = try unzipped(file).split(separator: UInt8(ascii: "\n"))
            try read(lines, properties, into: &events)
        }
        return JourneySet(
            events.sorted { $0.key < $1.key }.map { Journey($0.key, events: $0.value) })
    }
}

extension LoanData {
    private static func unzipped(_ file: URL) throws -> Data {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }

    /// No field of this file is quoted.
    private static func read(
        _ lines: [Data.SubSequence], _ properties: [String],
        into events: inout [String: [JourneyEvent]]
    ) throws {
        let names = lines[0].split(separator: UInt8(ascii: ",")).map {
            String(decoding: $0, as: UTF8.self)
        }
        func column(_ name: String) -> Int { names.firstIndex(of: name) ?? names.count }
        let (user, number, name, time) = (
            column("case_id"), column("event_no"), column("activity"), column("timestamp")
        )
        let columns = properties.map { (name: $0, column: column($0)) }
        for line in lines.dropFirst() {
            let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            var values: [String: Value] = [:]
            for property in columns where !fields[property.column].isEmpty {
                values[property.name] = .text(fields[property.column])
            }
            events[fields[user], default: []].append(
                JourneyEvent(
                    fields[name], at: Moment(fields[time])?.instant(in: .utc) ?? 0,
                    sequence: Int64(fields[number]), properties: values))
        }
    }
}
