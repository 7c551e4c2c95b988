import Foundation

// A process that tests kill while it publishes: `membership-probe publish HOME SEGMENTS`; and that makes
// and measures what the benchmark of serving needs: `membership-probe make|lookups|serve HOME …`.

let arguments = Array(CommandLine.arguments.dropFirst())

func number(_ index: Int, or usual: Int) -> Int {
    arguments.count > index ? Int(arguments[index]) ?? usual : usual
}

let home = arguments.count > 1 ? arguments[1] : ""

do {
    switch arguments.first {
    case "publish": try await publish(home: home, segments: number(2, or: 8))
    case "make":
        try await make(home: home, users: number(2, or: 1000), segments: number(3, or: 10))
    case "lookups": try await measureLookUps(home: home, count: number(2, or: 1_000_000))
    case "serve":
        try await serve(
            home: home, port: number(2, or: 0), token: arguments.count > 3 ? arguments[3] : "")
    default:
        print("membership-probe publish|make|lookups|serve HOME …")
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
