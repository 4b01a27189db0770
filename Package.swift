// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house and their one direction are described in docs/architecture.md.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "tebiki",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "tebiki", targets: ["tebiki"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .systemLibrary(name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
    // Not by pkg-config: its file sets a macro that SwiftPM warns of.
    .systemLibrary(name: "CUtf8proc", providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]),
    .systemLibrary(name: "CLinux"),
    // By scripts/build: Context.gitInformation would stay what it was when Package.swift was read first.
    .target(
      name: "CBuild", cSettings: [.define("TEBIKI_COMMIT", to: "\"\(Context.environment["TEBIKI_COMMIT"] ?? "")\"")]),
    .target(name: "Source", swiftSettings: house),
    .target(name: "Markup", dependencies: ["CCmark", "CYaml", "Source"], swiftSettings: house),
    .target(name: "Template", dependencies: ["Source"], swiftSettings: house),
    .target(name: "Plain", dependencies: ["CUtf8proc", "Markup", "Source"], swiftSettings: house),
    .target(
      name: "GuideModel", dependencies: ["Markup", "Plain", "Source"],
      resources: [.embedInCode("Resources")], swiftSettings: house),
    .target(
      name: "Press", dependencies: ["CLinux", "CQrencode", "GuideModel", "Markup", "Plain", "Source", "Template"],
      swiftSettings: house),
    .target(
      name: "Preview",
      dependencies: [
        "CLinux", "Press", "Source",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "tebiki",
      dependencies: [
        "CBuild", "GuideModel", "Markup", "Plain", "Press", "Preview", "Source", "Template",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "MarkupSpeed", dependencies: ["CCmark", "Markup", "Source"], path: "Benchmarks/MarkupSpeed",
      swiftSettings: house),
    .executableTarget(
      name: "SheetSpeed", dependencies: ["GuideModel", "Plain", "Press", "Source"], path: "Benchmarks/SheetSpeed",
      swiftSettings: house),
    .testTarget(name: "SourceTests", dependencies: ["Source"], swiftSettings: house),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "Source"], swiftSettings: house),
    .testTarget(name: "PlainTests", dependencies: ["Plain", "Markup", "Source"], swiftSettings: house),
    .testTarget(name: "TemplateTests", dependencies: ["Template", "Source"], swiftSettings: house),
    .testTarget(
      name: "GuideModelTests", dependencies: ["GuideModel", "Markup", "Plain", "Source"], swiftSettings: house),
    .testTarget(
      name: "PressTests", dependencies: ["Press", "GuideModel", "Markup", "Plain", "Source"], swiftSettings: house),
    .testTarget(name: "PreviewTests", dependencies: ["Preview"], swiftSettings: house),
    .testTarget(
      name: "TebikiTests", dependencies: ["GuideModel", "Markup", "Plain", "Press", "Source", "tebiki"],
      exclude: ["Golden"], swiftSettings: house),
  ]
)
