import Glibc

/// Says what an error number means, in the system's own words where there are none in Japanese.
package func systemErrorMessage(_ code: Int32) -> Message {
  let english = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "errno \(code)"
  let japanese: String? =
    switch code {
    case ENOENT: "見つかりません"
    case EACCES, EPERM: "許可がありません"
    case EISDIR: "フォルダーです"
    case ENOTDIR: "途中にフォルダーでないものがあります"
    case EEXIST: "すでにあります"
    case ENOSPC: "空きがありません"
    case EDQUOT: "割り当てを使い切りました"
    case EROFS: "書き込めない場所です"
    case ENAMETOOLONG: "名前が長すぎます"
    case EMFILE, ENFILE: "開いているファイルが多すぎます"
    case ELOOP: "リンクが輪になっています"
    case EIO: "装置の読み書きに失敗しました"
    case EADDRINUSE: "ほかのプログラムが使っています"
    case EADDRNOTAVAIL: "この機械のアドレスではありません"
    default: nil
    }
  return Message(ja: japanese ?? english, en: english)
}
