import Glibc

/// Says what an entry of a folder is, after symbolic links are followed.
package enum FileType {
  case file(size: Int)
  case folder
  case other
}

/// Returns the type of what stands at `path`, or nil when nothing does that can be looked at.
package func fileType(_ path: String, followingLinks: Bool = true) -> FileType? {
  try? existingFileType(path, followingLinks: followingLinks)
}

/// Returns the type of what stands at `path`, or nil when nothing does; throws when that cannot be told.
package func existingFileType(_ path: String, followingLinks: Bool = true) throws(FileError) -> FileType? {
  var info = stat()
  guard unsafe (followingLinks ? stat(path, &info) : lstat(path, &info)) == 0 else {
    if errno == ENOENT { return nil }
    throw FileError(path: path, doing: Message(ja: "ファイルを調べられません", en: "look at"), errno: errno)
  }
  switch info.st_mode & S_IFMT {
  case S_IFREG: return .file(size: Int(info.st_size))
  case S_IFDIR: return .folder
  default: return .other
  }
}

/// Returns the absolute path with every symbolic link resolved, or nil when it leads nowhere.
package func resolvedPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

/// Returns the names in a folder, sorted by their bytes, without `.` and `..`; a name that is not UTF-8 is repaired.
package func namesInFolder(_ path: String) throws(FileError) -> [String] {
  try entriesInFolder(path).map(\.name)
}

/// Returns the names of the folders in a folder, in the same order.
package func foldersInFolder(_ path: String) throws(FileError) -> [String] {
  try entriesInFolder(path).compactMap { name, type in
    switch Int(type) {
    case Int(DT_DIR): return name
    case Int(DT_UNKNOWN):
      if case .folder = fileType("\(path)/\(name)", followingLinks: false) { return name }
      return nil
    default: return nil
    }
  }
}

private func entriesInFolder(_ path: String) throws(FileError) -> [(name: String, type: UInt8)] {
  guard let folder = unsafe opendir(path) else {
    throw FileError(path: path, doing: Message(ja: "フォルダーを開けません", en: "open the folder"), errno: errno)
  }
  defer { unsafe closedir(folder) }
  var entries: [(name: [UInt8], type: UInt8)] = []
  while true {
    errno = 0
    guard let entry = unsafe readdir(folder) else { break }
    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
    if name != [0x2E] && name != [0x2E, 0x2E] { entries.append((name, unsafe entry.pointee.d_type)) }
  }
  // A list that breaks off must not pass for a shorter one.
  guard errno == 0 else {
    throw FileError(path: path, doing: Message(ja: "フォルダーを読めません", en: "read the folder"), errno: errno)
  }
  return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    .map { (String(decoding: $0.name, as: UTF8.self), $0.type) }
}

/// Reads a whole file, or its first bytes alone. What is no regular file could be waited for for ever, and is refused,
/// unless it is `allowingStreams`.
package func readFile(
  _ path: String, atMost limit: Int = .max, allowingStreams: Bool = false
) throws(FileError) -> [UInt8] {
  let action = Message(ja: "ファイルを読めません", en: "read")
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | (allowingStreams ? 0 : O_NONBLOCK))
  guard descriptor >= 0 else { throw FileError(path: path, doing: action, errno: errno) }
  defer { close(descriptor) }
  var info = stat()
  guard unsafe fstat(descriptor, &info) == 0 else { throw FileError(path: path, doing: action, errno: errno) }
  if info.st_mode & S_IFMT == S_IFDIR { throw FileError(path: path, doing: action, errno: EISDIR) }
  guard allowingStreams || info.st_mode & S_IFMT == S_IFREG else {
    throw FileError(
      path: path,
      message: Message(ja: "'\(path)' はふつうのファイルではありません", en: "'\(path)' is not a regular file"))
  }
  var failure: Int32 = 0
  var bytes: [UInt8] = []
  // One byte more than the file has, so that its end shows in the first round.
  var capacity = min(Int(info.st_size) + 1, limit)
  while failure == 0 {
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      while count < capacity {
        let size = unsafe read(descriptor, buffer.baseAddress! + count, capacity - count)
        if size < 0 && errno == EINTR { continue }
        if size < 0 { failure = errno }
        if size <= 0 { break }
        count += size
      }
    }
    if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    if chunk.count < capacity || bytes.count >= limit { break }
    capacity = min(1 << 16, limit - bytes.count)
  }
  guard failure == 0 else { throw FileError(path: path, doing: action, errno: failure) }
  return bytes
}
