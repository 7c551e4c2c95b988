import Definitions
import Foundation
import Metadata
import MetadataSQLite

// A process that tests race with and kill: `metadata-probe write|work|take|open FILE …`.

let arguments = Array(CommandLine.arguments.dropFirst())

/// Adds segments, ten at a time, each with a published snapshot, until the process is killed.
func write(_ store: SQLiteMetadata, _ name: String) async throws {
    for round in 0... {
        let added = try await store.create(
            (0..<10).map { number in
                (
                    SegmentRecord(
                        name: "\(name)-\(round)-\(number)", owner: name, tags: ["a", "b"]),
                    SegmentVersion(
                        segment: 0, number: 1, definition: ["round": .integer(Int64(round))],
                        canonicalHash: "\(round)", author: name, note: "", createdAt: 0)
                )
            }, at: Int64(round))
        let snapshots = try await store.addSnapshots(
            added.map {
                SnapshotRecord(
                    segment: $0.id, version: 1, dataDate: "2026-11-24", size: round, createdAt: 0)
            })
        try await store.publish(snapshots.map(\.id), at: Int64(round))
        if round == 0 { announce("writing") }
    }
}

/// Takes jobs and ends each at once, until there is none.
func work(_ store: SQLiteMetadata, _ owner: String) async throws {
    while var job = try await store.takeJob(
        kinds: ["errand"], owner: owner, now: 100, leaseUntil: 200)
    {
        announce("\(job.id)")
        job.state = .done
        job.endedAt = 101
        try await store.finish(job, owner: owner)
    }
}

/// Takes one job and works on it until the process is killed.
func take(_ store: SQLiteMetadata, _ owner: String, leaseUntil: Int64) async throws {
    let job = try await store.takeJob(
        kinds: ["errand"], owner: owner, now: leaseUntil - 1, leaseUntil: leaseUntil)
    announce(job.map { "\($0.id)" } ?? "none")
    while readLine() != nil {}
}

func announce(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}

do {
    let path = arguments[1]
    switch arguments[0] {
    case "write": try await write(SQLiteMetadata(path: path), arguments[2])
    case "work": try await work(SQLiteMetadata(path: path), arguments[2])
    case "take":
        try await take(
            SQLiteMetadata(path: path), arguments[2], leaseUntil: Int64(arguments[3]) ?? 0)
    case "open":
        // open FILE: as a user without rights, where this one may become it.
        _ = setuid(65_534)
        _ = try SQLiteMetadata(path: path)
        announce("opened")
    default: exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
