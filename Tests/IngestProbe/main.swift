import Columns
import Definitions
import EventStore
import Foundation

// A process that tests kill, starve and race with: `ingest-probe import …`, `hold …`;
// `bench …` and `users …` measure.

let arguments = Array(CommandLine.arguments.dropFirst())

func number(_ index: Int) -> Int { Int(arguments[index]) ?? 0 }

do {
    switch arguments.first {
    case "import":
        // import HOME DATASET SEED USERS EVENTS [BYTE-LIMIT-OF-A-FILE]
        if arguments.count > 6 { limitFileSize(number(6)) }
        let journeys = Journeys(seed: UInt64(number(3)), userCount: number(4))
        try journeys.importEvents(
            count: number(5), home: arguments[1], dataset: arguments[2], order: .shuffled)
        print("done")
    case "hold":
        // hold HOME: has the lock until standard input ends
        let lock = try HomeLock(home: arguments[1])
        print("locked")
        fflush(nil)
        while readLine() != nil {}
        withExtendedLifetime(lock) {}
    case "bench":
        // bench HOME sorted|shuffled EVENTS USERS
        let order: Journeys.Order = arguments[2] == "sorted" ? .sorted : .shuffled
        try bench(home: arguments[1], order: order, events: number(3), users: number(4))
    case "users":
        // users HOME COUNT
        try benchUsers(home: arguments[1], count: number(2))
    default:
        print("ingest-probe import|hold|bench|users …")
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}

/// Makes writes beyond so many bytes of a file fail, as a full disk does.
func limitFileSize(_ bytes: Int) {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}
