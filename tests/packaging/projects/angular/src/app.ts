import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'azure-connect/define';
import type { AzureConnectEventMap, Profile, StepId } from 'azure-connect';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (byObject) {
      <azure-connect [profile]="profile" (ac-ready)="ready.set(true)" (ac-step)="stepped($event)" />
    } @else {
      <azure-connect profile="/azure-profile.json" (ac-ready)="ready.set(true)" (ac-step)="stepped($event)" />
    }
    <p>{{ ready() ? 'Ready' : 'Loading' }}, step: {{ step() ?? 'none' }}</p>
  `,
})
export class App {
  readonly byObject = new URLSearchParams(location.search).has('object');
  readonly profile: Profile = {
    platform: { name: 'Quay' },
    endpoint: { url: '/api/azure/connections' },
  };
  readonly ready = signal(false);
  readonly step = signal<StepId | undefined>(undefined);

  stepped(event: AzureConnectEventMap['ac-step']) {
    this.step.set(event.detail.step);
  }
}
