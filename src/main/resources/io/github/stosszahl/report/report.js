'use strict';
(() => {
  const legends = document.querySelectorAll('.legend');

  // a legend entry switches its series in the figure that it belongs to
  legends.forEach(legend => {
    legend.classList.add('live');
    const figure = legend.parentElement;
    const off = new Set();
    legend.querySelectorAll('li[data-key]').forEach(item => {
      item.addEventListener('click', () => {
        const key = item.dataset.key;
        const nowOff = !off.has(key);
        if (nowOff) { off.add(key); } else { off.delete(key); }
        item.classList.toggle('off', nowOff);
        figure.querySelectorAll('.series').forEach(group => {
          group.classList.toggle('hidden', group.dataset.keys.split(' ').some(k => off.has(k)));
        });
      });
    });
  });

  const tip = document.createElement('div');
  tip.id = 'tip';
  tip.hidden = true;
  document.body.append(tip);

  // the nearest data point tells its value
  document.querySelectorAll('.chart').forEach(chart => {
    const name = chart.querySelector(':scope > title');
    chart.setAttribute('aria-label', name.textContent);
    name.remove();
    let points = null;
    let lit = null;
    const collect = () => Array.from(chart.querySelectorAll('.dot')).map(dot => {
      const title = dot.querySelector('title');
      const place = /^M(\S+) ([^a-z]+)/.exec(dot.getAttribute('d'));
      const text = title ? title.textContent : '';
      if (title) { title.remove(); }
      return {dot, text, x: Number(place[1]), y: Number(place[2])};
    });
    const clear = () => {
      tip.hidden = true;
      if (lit) { lit.classList.remove('on'); }
      lit = null;
    };
    chart.addEventListener('pointermove', event => {
      points = points || collect();
      clear();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse());
      let best = null;
      let least = 24;
      points.forEach(point => {
        const distance = Math.hypot(point.x - at.x, point.y - at.y);
        const shown = !point.dot.parentElement.classList.contains('hidden');
        if (shown) {
          if (least > distance) { least = distance; best = point; }
        }
      });
      if (!best) { return; }
      if (!best.text) { return; }
      lit = best.dot;
      lit.classList.add('on');
      tip.textContent = best.text;
      tip.hidden = false;
      const right = event.clientX + 14 + tip.offsetWidth > window.innerWidth;
      tip.style.left = (right ? Math.max(0, event.clientX - 14 - tip.offsetWidth) : event.clientX + 14) + 'px';
      tip.style.top = (event.clientY + 14) + 'px';
    });
    chart.addEventListener('pointerleave', clear);
  });
})();
