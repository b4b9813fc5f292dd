// swift-tools-version: 6.2

import PackageDescription

/// Whether the fuzz targets are built, and the rooms tell them which of their code was reached; see Tests/fuzz.
let isFuzzing = Context.environment["LOOPSWEEP_FUZZ"] == "1"

/// Whether the target that measures the engine is there; see Tests/bench.
let isMeasuring = Context.environment["LOOPSWEEP_BENCH"] == "1"

/// The settings every target of this package compiles with.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

/// What the build is told of itself for `--version`, as `.ci/package` does: the commit, and the toolchain's version.
let identity: [CSetting] = ["LOOPSWEEP_COMMIT", "LOOPSWEEP_TOOLCHAIN"].compactMap { name in
    Context.environment[name].map { .define(name, to: "\"\($0)\"") }
}

/// Makes a library target of the house from the targets and products it may import.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    let instruments: [SwiftSetting] = isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []
    return .target(name: name, dependencies: dependencies, swiftSettings: settings + instruments)
}

/// Makes the test target that mirrors a room; test helpers and the room itself are always there.
func tests(_ subject: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(subject)Tests",
        dependencies: [.init(stringLiteral: subject), "TestSupport"] + (subject == "Support" ? [] : ["Support"])
            + dependencies,
        swiftSettings: settings
    )
}

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "loopsweep",
    products: [
        .executable(name: "loopsweep", targets: ["loopsweep"])
    ],
    dependencies: [
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        // What every room needs and no library gives.
        room("Support", [crypto]),

        // What the manifest is read with.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        room("YAML", ["CLibYAML", "Support"]),

        // What happens to a loop.
        room("HumanLoops"),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        room("CleanupManifest", ["CPCRE2", "HumanLoops", "YAML", "Support"]),
        room("CleanupEngine", ["HumanLoops", "CleanupManifest", heap, deque]),
        room("CleanupJournal", ["HumanLoops", "YAML", "CleanupManifest", "CleanupEngine", "Support"]),
        room("CleanupReport", ["HumanLoops", "CleanupManifest", "CleanupEngine", "CleanupJournal", "Support"]),

        // How AWS is reached.
        room("AWSSigning", ["Support", crypto]),
        room(
            "AWSCore",
            [
                "AWSSigning", "Support", crypto, asyncHTTPClient, nioCore, nioPosix, nioHTTP1, nioSSL, subprocess,
                systemPackage,
            ]
        ),
        room("AWSServices", ["HumanLoops", "AWSCore", "Support"]),

        // The other side of the wire.
        room(
            "Simulator",
            [
                "HumanLoops", "YAML", "CleanupManifest", "AWSSigning", "Support",
                hummingbirdCore, httpTypes, nioCore, nioPosix, logging,
            ]
        ),

        // Where everything is put together.
        .target(name: "CBuildIdentity", cSettings: identity),
        room(
            "Commands",
            [
                "HumanLoops", "YAML", "CleanupManifest", "CleanupEngine", "CleanupJournal", "CleanupReport",
                "AWSSigning", "AWSCore", "AWSServices", "Simulator", "Support", "CBuildIdentity",
                argumentParser, logging, unixSignals,
            ]
        ),
        .executableTarget(name: "loopsweep", dependencies: ["Commands", argumentParser], swiftSettings: settings),

        // Tests mirror the rooms.
        .target(
            name: "TestSupport",
            dependencies: ["HumanLoops", heap],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .target(
            name: "AWSTestSupport",
            dependencies: ["AWSSigning", "AWSCore", "Support", nioCore, nioPosix],
            path: "Tests/AWSTestSupport",
            swiftSettings: settings
        ),
        .target(
            name: "ReportTestSupport",
            dependencies: ["HumanLoops", "CleanupEngine", "Support", "TestSupport"],
            path: "Tests/ReportTestSupport",
            swiftSettings: settings
        ),
        tests("Support", ["CleanupEngine", "CleanupJournal", "ReportTestSupport"]),
        tests("YAML"),
        tests("HumanLoops"),
        tests("CleanupManifest", ["HumanLoops", "YAML"]),
        tests("CleanupEngine", ["HumanLoops", "CleanupManifest", "CleanupJournal"]),
        tests(
            "CleanupJournal",
            ["HumanLoops", "YAML", "CleanupManifest", "CleanupEngine", "ReportTestSupport"]
        ),
        tests(
            "CleanupReport",
            ["HumanLoops", "YAML", "CleanupManifest", "CleanupEngine", "CleanupJournal", "ReportTestSupport"]
        ),
        tests("AWSSigning"),
        tests("AWSCore", ["AWSSigning", "AWSTestSupport", "AWSServices", nioCore, nioPosix, crypto]),
        tests(
            "AWSServices",
            ["HumanLoops", "YAML", "AWSSigning", "AWSCore", "Simulator", "AWSTestSupport"]
        ),
        tests("Simulator", ["HumanLoops", "AWSSigning", "YAML", nioCore, nioPosix]),
        tests(
            "Commands",
            [
                "HumanLoops", "YAML", "CleanupManifest", "CleanupEngine", "CleanupJournal", "CleanupReport",
                "AWSSigning", "AWSCore", "AWSServices", "Simulator", "ReportTestSupport",
                argumentParser,
            ]
        ),
        .executableTarget(
            name: "Soak",
            dependencies: [
                "HumanLoops", "CleanupEngine", "CleanupJournal", "CleanupReport", "Commands", "TestSupport",
            ],
            path: "Tests/Chains",
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["loopsweep", subprocess, systemPackage],
            swiftSettings: settings
        ),
    ]
)

if isFuzzing {
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "HumanLoops", "YAML", "CleanupManifest", "CleanupEngine", "CleanupJournal", "CleanupReport",
                "AWSSigning", "AWSCore", "AWSServices", "Simulator", "Support", "TestSupport", "AWSTestSupport",
                crypto,
            ],
            path: "Tests/Fuzzing",
            exclude: ["corpus", "dictionary"],
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
        )
    )
}

if isMeasuring {
    package.targets.append(
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["HumanLoops", "CleanupManifest", "CleanupEngine", "TestSupport"],
            path: "Tests/Benchmarks",
            swiftSettings: settings
        )
    )
}
