/** Entry of every page. htmx first, then one behaviour a file; each listens on the document, so that it
 * also works for what is swapped in later. The phone's part has an entry of its own, offline/main.js. */
import './htmx-setup.js';
import './network.js';
import './navigation.js';
import './polling.js';
import './bed_form.js';
import './clock.js';
import './copy.js';
import './count_button.js';
import './filter.js';
import './focus.js';
import './follow_up.js';
import './location.js';
import './passkey.js';
import './person.js';
import './push.js';
import './search.js';
import './seen.js';
import './silence.js';
import './steady.js';
import './stepper.js';
import './tick_all.js';
import './waiting.js';
