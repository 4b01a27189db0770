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
  products: [.executable(name: "tebiki", targets: ["tebiki"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    // Not by pkg-config: its file sets a macro that SwiftPM warns of.
    .systemLibrary(name: "CUtf8proc", providers: [.apt(["libutf8proc-dev"])]),
    .systemLibrary(name: "CLinux"),
    // By scripts/build: Context.gitInformation would stay what it was when Package.swift was read first.
    .target(
      name: "CBuild", cSettings: [.define("TEBIKI_COMMIT", to: "\"\(Context.environment["TEBIKI_COMMIT"] ?? "")\"")]),
    .target(name: "Platform", dependencies: ["CLinux"], swiftSettings: house),
    .target(name: "Source", dependencies: ["Platform"], swiftSettings: house),
    .target(name: "Markup", dependencies: ["CCmark", "CYaml", "Platform", "Source"], swiftSettings: house),
    .target(name: "Template", dependencies: ["Platform", "Source"], swiftSettings: house),
    .target(name: "Plain", dependencies: ["CUtf8proc", "Markup", "Platform", "Source"], swiftSettings: house),
    .target(
      name: "GuideModel", dependencies: ["Markup", "Plain", "Platform", "Source"],
      resources: [.embedInCode("Resources")], swiftSettings: house),
    .target(
      name: "Press", dependencies: ["CQrencode", "GuideModel", "Markup", "Plain", "Platform", "Source", "Template"],
      swiftSettings: house),
    .target(
      name: "Preview",
      dependencies: [
        "Platform", "Press", "Source",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "tebiki",
      dependencies: [
        "CBuild", "GuideModel", "Markup", "Plain", "Platform", "Press", "Preview", "Source", "Template",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "MarkupSpeed", dependencies: ["CCmark", "Markup", "Platform", "Source"], path: "Benchmarks/MarkupSpeed",
      swiftSettings: house),
    .executableTarget(
      name: "SheetSpeed", dependencies: ["GuideModel", "Plain", "Platform", "Press", "Source"],
      path: "Benchmarks/SheetSpeed",
      swiftSettings: house),
    .testTarget(name: "PlatformTests", dependencies: ["Platform"], swiftSettings: house),
    .testTarget(name: "SourceTests", dependencies: ["Platform", "Source"], swiftSettings: house),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "Platform", "Source"], swiftSettings: house),
    .testTarget(name: "PlainTests", dependencies: ["Markup", "Plain", "Platform", "Source"], swiftSettings: house),
    .testTarget(name: "TemplateTests", dependencies: ["Platform", "Source", "Template"], swiftSettings: house),
    .testTarget(
      name: "GuideModelTests", dependencies: ["GuideModel", "Markup", "Plain", "Platform", "Source"],
      swiftSettings: house),
    .testTarget(
      name: "PressTests", dependencies: ["GuideModel", "Markup", "Plain", "Platform", "Press", "Source"],
      swiftSettings: house),
    .testTarget(name: "PreviewTests", dependencies: ["Platform", "Preview"], swiftSettings: house),
    .testTarget(
      name: "TebikiTests", dependencies: ["GuideModel", "Markup", "Plain", "Platform", "Press", "Source", "tebiki"],
      exclude: ["Golden"], swiftSettings: house),
  ]
)
