// What a page does beyond asking for parts of itself: rows that change elsewhere, dialogs, a selection, asking again.
(() => {
    'use strict';

    const LONGEST_SILENCE = 35_000;
    const AGAIN = 2_000;

    const one = (selector, root = document) => root.querySelector(selector);
    const say = text => { one('#announcement').textContent = text; };
    const fail = text => {
        const failure = one('#failure');
        failure.textContent = text;
        failure.hidden = !text;
    };

    // Rows

    /** An answer to it is under way, or waited for. */
    const isAsking = row =>
        row.classList.contains('htmx-request') || 'asking' in row.dataset || one('.note.pending', row) !== null;

    /** Shows a row as it is now. What it says of what was asked here stays, until something else happens to the number. */
    function put(shown, fresh) {
        const versionsSince = Number(fresh.dataset.version) - Number(shown.dataset.version);
        if (versionsSince < 0 || isAsking(shown)) {
            return;
        }
        const focused = shown.contains(document.activeElement) ? document.activeElement : null;
        const note = one('.note', shown);
        if (note && versionsSince === 0) {
            one('.information', fresh).append(note);
        }
        const selected = one('[name=number]', shown);
        if (selected?.checked) {
            one('[name=number]', fresh).checked = true;
        }
        shown.replaceWith(fresh);
        htmx.process(fresh);
        if (focused) {
            const again = fresh.contains(focused) ? focused : document.getElementById(focused.id);
            (again ?? one('a', fresh)).focus();
        }
    }

    const inert = row => {
        const copy = row.cloneNode(true);
        copy.removeAttribute('class');
        one('.note', copy)?.remove();
        copy.querySelectorAll('[name=attempt], .htmx-request').forEach(changing => changing.remove());
        return copy.textContent.replace(/\s+/g, '') + copy.dataset.version;
    };

    function merge(fresh) {
        const rows = one('#rows');
        const wanted = [...fresh.querySelectorAll('#rows > tr')];
        const ids = new Set(wanted.map(row => row.id));
        const gone = [...rows.children].filter(row => !ids.has(row.id) && !one('.note', row) && !isAsking(row));
        const selectionIsLess = gone.some(row => one(':checked', row));
        gone.forEach(row => row.remove());
        if (selectionIsLess) {
            htmx.trigger('#bulk', 'selected');
        }
        wanted.forEach(row => {
            const shown = document.getElementById(row.id);
            if (!shown) {
                const next = [...rows.children].find(other => other.dataset.number > row.dataset.number);
                rows.insertBefore(row, next ?? null);
                htmx.process(row);
            } else if (inert(shown) !== inert(row)) {
                put(shown, row);
            }
        });
        ['#summary', '#empty', '#pager'].forEach(part => replacePart(part, fresh));
        // There is none of all sites.
        if (one('#stock')) {
            replacePart('#stock', fresh);
        }
        // Who has selected all has selected those that were counted there.
        if (one('#matching') && !one('#select-all:checked')) {
            replacePart('#matching', fresh);
        }
    }

    function replacePart(part, fresh) {
        const shown = one(part);
        const now = one(part, fresh);
        if (shown.innerHTML !== now.innerHTML) {
            shown.innerHTML = now.innerHTML;
        }
    }

    function count(fresh) {
        const shown = one('#statuses');
        const now = one('#statuses', fresh);
        if (!shown.contains(document.activeElement)) {
            replacePart('#statuses', fresh);
            return;
        }
        now.querySelectorAll('span').forEach(counted => {
            const span = document.getElementById(counted.id);
            if (span) {
                span.textContent = counted.textContent;
            }
        });
    }

    let waiting = null;

    /** Counts, and rows that come and go: soon after a change, and not with every one of many. */
    function refreshSoon() {
        waiting ??= setTimeout(() => {
            waiting = null;
            refresh();
        }, 400);
    }

    /** The page of a number, where something else has happened to it. */
    function update(fresh) {
        const shown = one('#number-state');
        const now = one('#number-state', fresh);
        if (!isAsking(shown) && shown.dataset.state !== now.dataset.state) {
            shown.replaceWith(now);
            htmx.process(now);
        }
    }

    async function refresh() {
        const address = location.href;
        try {
            const response = await fetch(address);
            if (response.ok) {
                const page = new DOMParser().parseFromString(await response.text(), 'text/html');
                if (address !== location.href) {
                    return;
                }
                if (one('#number-state')) {
                    update(page);
                } else if (one('#listing:not([data-past])')) {
                    merge(page);
                    count(page);
                }
            } else if (response.status === 401) {
                fail('You are not signed in any more: load this page again.');
            }
        } catch {
            // The stream of events has ended too, and says so.
        }
    }

    // Events

    const live = one('#live');
    let unanswered = false;
    let source = null;
    let heard = 0;
    let retry = null;

    function state(name, text) {
        if (live.dataset.state !== name) {
            live.dataset.state = name;
            live.textContent = text;
        }
    }

    function connect() {
        clearTimeout(retry);
        source?.close();
        source = new EventSource(live.dataset.events);
        heard = Date.now();
        const on = (name, act) => source.addEventListener(name, event => {
            heard = Date.now();
            act(event.data);
        });
        on('ready', () => {
            state('live', 'Live');
            fail('');
            if (unanswered) {
                htmx.trigger('#filters', 'submit');
            }
            refresh();
        });
        on('row', html => {
            if (one('#listing[data-past]')) {
                return;
            }
            const template = document.createElement('template');
            template.innerHTML = html;
            const row = one('tr', template.content);
            const number = one('#number-state')?.dataset.number;
            if (number && number !== row.dataset.number) {
                return;
            }
            const shown = document.getElementById(row.id);
            if (shown) {
                put(shown, row);
            }
            refreshSoon();
        });
        on('gone', () => refreshSoon());
        on('alive', () => {});
        on('moved', lose);
        source.onerror = () => {
            lose();
            // A stream does not say why it ended.
            refresh();
        };
    }

    function lose() {
        if (document.hidden) {
            return;
        }
        source?.close();
        state('lost', 'Connection lost, trying again');
        clearTimeout(retry);
        retry = setTimeout(connect, 1_000 + Math.random() * 1_000);
    }

    if (live) {
        if (!document.hidden) {
            connect();
        }
        // A network that is gone ends nothing by itself.
        setInterval(() => {
            if (Date.now() - heard > LONGEST_SILENCE) {
                lose();
            }
        }, 5_000);
        // A browser has six connections for all its pages of a worker: one that nobody looks at needs none.
        document.addEventListener('visibilitychange', () => {
            if (document.hidden) {
                clearTimeout(retry);
                source?.close();
                state('asleep', 'Not looked at');
            } else {
                connect();
            }
        });
        addEventListener('offline', lose);
        addEventListener('online', connect);
        addEventListener('pagehide', () => source?.close());
        addEventListener('pageshow', event => event.persisted && connect());
    }

    // Asking

    /** What has no answer may have been asked all the same: asked again as it was, it is done once. */
    function askAgain(detail, why) {
        const config = detail.requestConfig;
        const target = document.getElementById(detail.target.id);
        if (!target) {
            return;
        }
        target.dataset.asking = '';
        say(why);
        const waits = one('.asking', target);
        if (waits) {
            waits.textContent = why;
        }
        setTimeout(
            () => htmx.ajax('POST', config.path, {
                source: target,
                target,
                swap: 'outerHTML',
                values: Object.fromEntries(config.formData),
            }).catch(() => {}),
            AGAIN);
    }

    const isAction = detail => detail.requestConfig.verb === 'post' && detail.requestConfig.path.endsWith('/requests');

    const UNREACHED = 'The worker cannot be reached';

    ['htmx:sendError', 'htmx:timeout'].forEach(name => document.addEventListener(name, ({detail}) => {
        if (isAction(detail)) {
            askAgain(detail, `${UNREACHED}; asking again.`);
        } else {
            unanswered = detail.elt.id === 'filters';
            fail(detail.requestConfig.verb === 'post' ? `${UNREACHED}: ask again.` : `${UNREACHED}.`);
        }
    }));

    document.addEventListener('htmx:responseError', ({detail}) => {
        if (isAction(detail) && detail.xhr.status === 503) {
            askAgain(detail, detail.xhr.responseText);
        } else {
            fail(detail.xhr.responseText);
        }
    });

    document.addEventListener('htmx:configRequest', ({detail}) => {
        fail('');
        if (detail.elt.id === 'filters') {
            unanswered = false;
            // What is left as it is need not stand in the address.
            [...new Set(detail.formData.keys())]
                .filter(name => detail.formData.getAll(name).every(value => value === '' || value === 'all'))
                .forEach(name => detail.formData.delete(name));
        }
    });

    // It is looked for with every key already; what is looked at meanwhile is not to be replaced.
    one('#search')?.addEventListener('change', event => event.stopPropagation());

    // Dialogs

    const dialog = one('#dialog');

    document.addEventListener('htmx:beforeRequest', ({detail}) => {
        if (detail.elt.matches('[data-closes]')) {
            dialog.close();
        }
    });

    document.addEventListener('htmx:afterSwap', ({detail}) => {
        if (detail.target.id === 'dialog-content' && !dialog.open) {
            dialog.showModal();
        }
        require();
    });

    document.addEventListener('htmx:afterSettle', ({detail}) => {
        const shown = document.getElementById(detail.target.id);
        const note = shown && one('.note .sentence', shown);
        if (!note) {
            return;
        }
        say(note.textContent);
        if (document.activeElement === document.body) {
            (one('.undo', shown) ?? one('a', shown)).focus();
        }
        refreshSoon();
    });

    dialog.addEventListener('close', () => {
        if (one('[data-refreshes]', dialog)) {
            clearSelection();
            refreshSoon();
        }
        one('#dialog-content').replaceChildren();
    });

    /** An occupier is to be chosen where it is not the operator. */
    function require() {
        const occupiers = one('#occupier');
        if (occupiers) {
            occupiers.required = !one('[name=party]:checked') || one('[name=party][value=OCCUPIER]').checked;
        }
    }

    // Selection

    const boxes = () => [...document.querySelectorAll('#rows [name=number]')];

    function clearSelection() {
        [...boxes(), one('#select-page'), one('#select-all')].forEach(box => {
            if (box) {
                box.checked = false;
            }
        });
        htmx.trigger('#bulk', 'selected');
    }

    document.addEventListener('change', ({target}) => {
        if (target.matches('#select-page, #select-all')) {
            boxes().forEach(box => { box.checked = target.checked; });
            one('#select-page').checked = target.checked;
        }
        // All but some are no longer all.
        if (target.matches('[name=number], #select-page') && !target.checked) {
            [one('#select-page'), one('#select-all')].filter(Boolean).forEach(box => { box.checked = false; });
        }
        if (target.matches('[name=number], #select-page, #select-all')) {
            htmx.trigger('#bulk', 'selected');
        }
        if (target.id === 'occupier') {
            one('[name=party][value=OCCUPIER]').checked = true;
        }
        require();
    });

    document.addEventListener('click', ({target}) => {
        if (target.closest('[data-close]')) {
            dialog.close();
        }
        const copied = target.closest('[data-copy]')?.dataset.copy;
        if (copied) {
            navigator.clipboard.writeText(copied).then(
                () => say(`${copied} copied`),
                () => fail(`The browser does not let ${copied} be copied.`));
        }
    });

    /** A number is taken elsewhere as it is dialled from anywhere. */
    document.addEventListener('copy', event => {
        const selection = getSelection();
        const link = [...document.querySelectorAll('a[title^="+"]')].find(number =>
            selection.containsNode(number, true) && selection.toString().trim() === number.textContent.trim());
        if (link) {
            event.clipboardData.setData('text/plain', link.title);
            event.preventDefault();
        }
    });

    // Browsers keep it for what is served safely.
    document.body.classList.toggle('without-clipboard', !navigator.clipboard);
    require();
})();
