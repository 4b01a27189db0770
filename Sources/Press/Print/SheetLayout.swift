/// How a sheet lies on its paper, as the browser has laid it out. Lengths are CSS pixels, 96 an inch.
struct SheetLayout: Decodable, Sendable {
  struct Block: Decodable, Sendable {
    /// From the sheet's upper edge.
    let top: Double
    let bottom: Double
    /// How far its content reaches beyond the text's right edge; 0 where it does not.
    let beyond: Double
  }

  /// The height of the whole sheet.
  let height: Double
  /// Where the main part begins and how much its content takes.
  let mainTop: Double
  let contentHeight: Double
  /// What head, foot and margins take of each page.
  let outsideMain: Double
  /// The height of a line of text.
  let line: Double
  /// The blocks of the main part, in order.
  let blocks: [Block]
  /// The face that the sheet is set in.
  let face: String
  /// The faces that a name may be set in: the sheet's own, and one with rare characters.
  let nameFaces: [String]
  /// The different characters of each block.
  let characters: [StrayCharacter]

  /// A page's height: A4.
  static let page = 297.0 / 25.4 * 96

  /// Measures the first sheet of a document, once fonts and pictures are there.
  static let script = """
    (async()=>{
      await document.fonts.ready;
      await Promise.all([...document.images].map(i=>i.decode().catch(()=>0)));
      const sheet=document.querySelector('.sheet'),main=sheet.querySelector('.main');
      const edge=sheet.getBoundingClientRect(),room=main.getBoundingClientRect();
      const blocks=[...main.children].map(e=>{
        const b=e.getBoundingClientRect();
        let right=b.right;
        for(const d of e.querySelectorAll('*')){const r=d.getBoundingClientRect();if(r.width)right=Math.max(right,r.right);}
        return {top:b.top-edge.top,bottom:b.bottom-edge.top,beyond:Math.max(0,right-room.right)};
      });
      const faces=e=>getComputedStyle(e).fontFamily.split(',').map(f=>f.trim().replace(/^["']|["']$/g,''));
      const name=document.querySelector('.name')||sheet;
      const seen=new Set(),characters=[],walk=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT);
      while(walk.nextNode()){
        const e=walk.currentNode.parentElement;
        if(!e||e.closest('style,script,title,desc,.screen-bar'))continue;
        const isName=!!e.closest('.name'),block=[...main.children].findIndex(c=>c.contains(e));
        for(const character of walk.currentNode.data.match(\(StrayCharacter.pattern))||[]){
          const key=block+(isName?'n':'t')+character;
          if(!character.trim()||seen.has(key))continue;
          seen.add(key);characters.push({character,isName,block});
        }
      }
      const last=blocks.length?blocks[blocks.length-1].bottom:room.top-edge.top;
      const content=last-(room.top-edge.top);
      return {height:edge.height,mainTop:room.top-edge.top,contentHeight:content,outsideMain:edge.height-room.height,
        line:parseFloat(getComputedStyle(main).lineHeight)||20,blocks,
        face:faces(sheet)[0],nameFaces:faces(name).slice(0,2),characters};
    })()
    """

  /// How much of the paper's room for text is used, in percent.
  func fill(pages: Int) -> Int {
    let room = Double(pages) * (Self.page - outsideMain / Double(pages))
    return Int((contentHeight / max(room, 1) * 100).rounded())
  }

  /// How many lines a sheet is over, where it is laid out as one page; 0 where it fits.
  var linesOver: Int { max(0, Int(((height - Self.page) / line).rounded(.up))) }

  /// The first block that reaches below the room of the main part on a page.
  var firstBlockOver: Int? {
    let limit = Self.page - (outsideMain - mainTop)
    return blocks.firstIndex { $0.bottom > limit + 0.5 }
  }

  /// The blocks whose content is wider than the text.
  var blocksTooWide: [Int] { blocks.indices.filter { blocks[$0].beyond > 1 } }
}
