// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A Swift target of this package.
func layer(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// A target that carries the tests of the target of the same name.
func tests(
    _ name: String, uses dependencies: [Target.Dependency] = [], data: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: data, swiftSettings: swiftSettings)
}

// The list is the architecture: a target imports only targets above it.
let package = Package(
    name: "cxm",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "cxm", targets: ["cxm"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        // What Hummingbird stands on, named because its types are used by name.
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    ],
    targets: [
        // Layer 0, words: questions, their validation and description; SQL as trees.
        layer("Definitions"),
        layer("SQL"),

        // Layer 1, memory: the only Swift below the drivers that writes `unsafe`.
        .systemLibrary(name: "CRoaring", providers: [.apt(["libroaring-dev"])]),
        .target(
            name: "CKernels", cSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("z")]),
        layer("Columns", uses: ["CKernels"]),
        layer("Bitmaps", uses: ["CRoaring", "Columns"]),

        // Layer 2, engines: deterministic, the clock is passed in.
        layer("Identities", uses: ["Definitions", "Columns"]),
        layer("EventStore", uses: ["Definitions", "Columns", "Identities"]),
        layer("Attributes", uses: ["Definitions", "Columns", "Identities", "EventStore"]),
        layer("Behavior", uses: ["Definitions", "Columns", "EventStore", "Attributes"]),
        // What the two compilers share: filters as conditions on columns.
        layer("FilterSQL", uses: ["Definitions", "SQL"]),
        layer("BehaviorSQL", uses: ["Definitions", "SQL", "FilterSQL"]),
        // Segments: groups over batches of rows to sets of users; snapshots of these sets.
        layer("Segments", uses: ["Definitions", "Columns", "Bitmaps", "Identities"]),
        layer("SegmentSQL", uses: ["Definitions", "SQL", "FilterSQL"]),
        // Published sets held ready for look-ups: packs in mapped files, and a directory of them.
        layer("Membership", uses: ["Columns", "Bitmaps", "Identities"]),

        // Layer 3, the outside world: one protocol, then its drivers.
        layer("Warehouses"),
        .target(name: "CDuckDB"),
        layer("WarehouseDuckDB", uses: ["Warehouses", "CDuckDB"]),
        // Tokens, passwords, signatures: owns Crypto.
        layer(
            "Secrets",
            uses: [
                "Columns",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        // Requests to other servers: owns AsyncHTTPClient.
        layer(
            "HTTPClients",
            uses: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        // Sign-in by an issuer of OpenID Connect: owns JWTKit.
        layer(
            "OpenIDConnect",
            uses: [
                "Definitions", "Secrets", "HTTPClients",
                .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        // What is saved: one protocol, then its drivers; GRDB's owner is the SQLite one.
        layer("Metadata", uses: ["Definitions"]),
        layer(
            "MetadataSQLite",
            uses: ["Definitions", "Metadata", .product(name: "GRDB", package: "GRDB.swift")]),
        layer("Jobs", uses: ["Definitions", "Metadata"]),

        // Layer 4, the product.
        layer("DemoCompany"),
        layer(
            "Operations",
            uses: [
                "Definitions", "SQL", "Columns", "Bitmaps", "Identities", "EventStore",
                "Attributes", "Behavior", "BehaviorSQL", "Segments", "SegmentSQL", "Membership",
                "Warehouses", "Metadata", "Secrets", "HTTPClients", "Jobs", "DemoCompany",
            ]),
        // Pages: the shell and what works without scripts; App holds what browsers run.
        .target(
            name: "WebInterface", dependencies: ["Definitions", "Columns"], exclude: ["App"],
            swiftSettings: swiftSettings),
        // HTTP: routes, problems, sign-in; owns Hummingbird.
        layer(
            "API",
            uses: [
                "Columns", "Definitions", "EventStore", "Behavior", "Segments",
                "Membership", "Warehouses", "Metadata", "Secrets", "HTTPClients", "OpenIDConnect",
                "Jobs", "Operations", "WebInterface",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                // The parts of a request as Hummingbird passes them on.
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "cxm",
            dependencies: [
                "API", "Attributes", "Bitmaps", "Columns", "Definitions",
                "EventStore", "Identities", "Jobs", "OpenIDConnect", "Secrets",
                "Metadata", "MetadataSQLite", "Operations", "SQL", "Segments", "Warehouses",
                "WarehouseDuckDB", "WebInterface",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swiftSettings),

        // Tests mirror the sources; TestSupport holds what they share.
        .target(
            name: "TestSupport", dependencies: ["Definitions"], path: "Tests/TestSupport",
            swiftSettings: swiftSettings),
        // A receiver of deliveries that fails, answers late and twice on purpose.
        .target(
            name: "MarketingAdmin", dependencies: ["Definitions", "Secrets", "HTTPClients"],
            path: "Tests/MarketingAdmin", swiftSettings: swiftSettings),
        tests("ArchitectureTests", uses: ["TestSupport"]),
        tests("DocumentationTests", uses: ["Definitions", "TestSupport"]),
        tests("DefinitionsTests", uses: ["Definitions", "TestSupport"], data: ["Snapshots"]),
        tests("ReferenceTests", uses: ["Definitions", "TestSupport"]),
        tests("WarehousesTests", uses: ["Warehouses"]),
        tests("WarehouseDuckDBTests", uses: ["Warehouses", "WarehouseDuckDB"]),
        tests(
            "ConformanceTests",
            uses: [
                "Definitions", "Metadata", "MetadataSQLite", "Warehouses", "WarehouseDuckDB",
                "metadata-probe",
            ]),
        // A process that the tests of the metadata store and of jobs race with and kill.
        .executableTarget(
            name: "metadata-probe", dependencies: ["Definitions", "Metadata", "MetadataSQLite"],
            path: "Tests/MetadataProbe", swiftSettings: swiftSettings),
        tests(
            "MetadataSQLiteTests",
            uses: [
                "Definitions", "Metadata", "MetadataSQLite", "TestSupport", "metadata-probe",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            data: ["Fixtures"]),
        tests(
            "JobsTests",
            uses: ["Definitions", "Jobs", "Metadata", "MetadataSQLite", "metadata-probe"]),
        tests(
            "SegmentsTests",
            uses: [
                "Bitmaps", "Columns", "Definitions", "Identities", "Segments", "TestSupport",
                "segment-probe",
            ]),
        // A process that the tests of snapshots kill; also their small benchmark.
        .executableTarget(
            name: "segment-probe",
            dependencies: ["Bitmaps", "Columns", "Definitions", "Identities", "Segments"],
            path: "Tests/SegmentProbe", swiftSettings: swiftSettings),
        // A nightly run of segments over generated rows, to be measured.
        .executableTarget(
            name: "scan-probe", dependencies: ["Bitmaps", "Columns", "Definitions", "Segments"],
            path: "Tests/ScanProbe", swiftSettings: swiftSettings),
        tests(
            "MembershipTests",
            uses: [
                "Bitmaps", "Columns", "Definitions", "Identities", "Membership", "Metadata",
                "MetadataSQLite", "Operations", "TestSupport", "membership-probe",
            ]),
        // A process that the tests of publishing kill; it also makes and measures what is served.
        .executableTarget(
            name: "membership-probe",
            dependencies: [
                "API", "Bitmaps", "Columns", "Definitions", "Identities", "Membership", "Metadata",
                "MetadataSQLite", "Operations", "Secrets", "Segments", "TestSupport",
            ],
            path: "Tests/MembershipProbe", swiftSettings: swiftSettings),
        tests(
            "SegmentSQLTests",
            uses: [
                "Definitions", "SQL", "SegmentSQL", "TestSupport", "Warehouses", "WarehouseDuckDB",
            ]),
        tests("SecretsTests", uses: ["Secrets"]),
        tests("WebInterfaceTests", uses: ["WebInterface", "Definitions", "TestSupport"]),
        // A small home without an import, for the tests of the server.
        .target(
            name: "DemoHome",
            dependencies: ["Attributes", "Columns", "Definitions", "DemoCompany", "EventStore"],
            path: "Tests/DemoHome", swiftSettings: swiftSettings),
        tests(
            "APITests",
            uses: [
                "API", "Bitmaps", "Columns", "Definitions", "DemoCompany", "DemoHome",
                "HTTPClients", "Identities", "Jobs", "MarketingAdmin", "Metadata",
                "MetadataSQLite", "OpenIDConnect", "Operations", "Secrets", "Segments",
                "TestSupport", "WarehouseDuckDB", "Warehouses", "WebInterface", "cxm",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ]),
        tests("DemoCompanyTests", uses: ["DemoCompany"]),
        tests(
            "BehaviorTests",
            uses: [
                "Attributes", "Behavior", "Columns", "Definitions", "EventStore", "TestSupport",
            ]),
        tests("SQLTests", uses: ["SQL"]),
        tests(
            "BehaviorSQLTests",
            uses: [
                "Definitions", "SQL", "BehaviorSQL", "Warehouses", "WarehouseDuckDB", "TestSupport",
            ]),
        tests("ColumnsTests", uses: ["Columns"]),
        tests("BitmapsTests", uses: ["Columns", "Bitmaps"]),
        tests("IdentitiesTests", uses: ["Columns", "Identities"]),
        tests(
            "EventStoreTests",
            uses: ["Definitions", "Columns", "Identities", "EventStore", "ingest-probe"]),
        tests(
            "AttributesTests",
            uses: ["Definitions", "Columns", "Identities", "EventStore", "Attributes"]),
        // A process that the tests of imports kill and starve; also their small benchmark.
        .executableTarget(
            name: "ingest-probe",
            dependencies: ["Definitions", "Columns", "Identities", "EventStore"],
            path: "Tests/IngestProbe", swiftSettings: swiftSettings),
        tests(
            "OperationsTests",
            uses: [
                "Attributes", "Bitmaps", "Columns", "Definitions", "EventStore",
                "HTTPClients", "Identities", "Jobs", "MarketingAdmin", "Membership", "Metadata",
                "MetadataSQLite", "Operations", "SQL", "Secrets", "Segments", "TestSupport",
                "Warehouses", "WarehouseDuckDB",
            ]),
        tests(
            "CommandTests",
            uses: ["Definitions", "Metadata", "MetadataSQLite", "TestSupport", "cxm"]),
    ]
)
